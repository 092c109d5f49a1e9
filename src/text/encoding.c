/* SPDX-License-Identifier: MIT */
#include "text/encoding.h"

#define UTF16_HINT "the data is UTF-16: decode it first"
#define UTF32_HINT "the data is UTF-32: decode it first"

typedef struct magic_bytes {
    const char *bytes;
    size_t n;
    const char *hint;
} magic_bytes;

#define MAGIC_ROW(bytes, hint)         \
    {                                  \
        bytes, sizeof(bytes) - 1, hint \
    }

/* A prefix of another row comes after that row. */
static const magic_bytes magic_rows[] = {
    MAGIC_ROW("\xff\xfe\0\0", UTF32_HINT),
    MAGIC_ROW("\0\0\xfe\xff", UTF32_HINT),
    MAGIC_ROW("\xff\xfe", UTF16_HINT),
    MAGIC_ROW("\xfe\xff", UTF16_HINT),
    MAGIC_ROW("\x1f\x8b", "the data is gzip: decompress it first"),
    MAGIC_ROW("\x28\xb5\x2f\xfd", "the data is zstd: decompress it first"),
    MAGIC_ROW("\xfd"
              "7zXZ",
              "the data is xz: decompress it first"),
    MAGIC_ROW("BZh", "the data is bzip2: decompress it first"),
    MAGIC_ROW("PK\3\4", "the data is a zip archive: take the file out first"),
};

/* Looks at the zeros among the first four bytes; the first byte is the highest
 * bit. The first two characters of JSON are nearly always ASCII. A string that
 * starts with one zero is not taken for UTF-16. */
static const char *
hint_of_zeros(const char *s)
{
    unsigned zeros = 0;

    for (int i = 0; i < 4; i++)
        zeros = 2 * zeros + (s[i] == '\0');
    return zeros == 0x5 || zeros == 0xa   ? UTF16_HINT
           : zeros == 0x7 || zeros == 0xe ? UTF32_HINT
                                          : NULL;
}

const char *
jsd_encoding_hint(const char *s, size_t n)
{
    for (size_t i = 0; i < JSD_COUNTOF(magic_rows); i++)
        if (n >= magic_rows[i].n &&
            memcmp(s, magic_rows[i].bytes, magic_rows[i].n) == 0)
            return magic_rows[i].hint;
    return n >= 4 ? hint_of_zeros(s) : NULL;
}
