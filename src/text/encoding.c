/* SPDX-License-Identifier: MIT */
#include "text/encoding.h"

#define UTF16 "the data is UTF-16: decode it first"
#define UTF32 "the data is UTF-32: decode it first"

typedef struct magic {
    const char *bytes;
    size_t n;
    const char *hint;
} magic;

#define MAGIC(bytes, hint)             \
    {                                  \
        bytes, sizeof(bytes) - 1, hint \
    }

/* The longer ones first, where one begins like another. */
static const magic magics[] = {
    MAGIC("\xff\xfe\0\0", UTF32),
    MAGIC("\0\0\xfe\xff", UTF32),
    MAGIC("\xff\xfe", UTF16),
    MAGIC("\xfe\xff", UTF16),
    MAGIC("\x1f\x8b", "the data is gzip: decompress it first"),
    MAGIC("\x28\xb5\x2f\xfd", "the data is zstd: decompress it first"),
    MAGIC("\xfd"
          "7zXZ",
          "the data is xz: decompress it first"),
    MAGIC("BZh", "the data is bzip2: decompress it first"),
    MAGIC("PK\3\4", "the data is a zip archive: take the file out first"),
};

/* By the zeros of the first two characters, which are ASCII in nearly all
 * JSON: which of four bytes are zero, the first the highest bit. A string that
 * begins with one zero is not taken for UTF-16. */
static const char *
hint_of_zeros(const char *s)
{
    unsigned zeros = 0;

    for (int i = 0; i < 4; i++)
        zeros = 2 * zeros + (s[i] == '\0');
    return zeros == 0x5 || zeros == 0xa   ? UTF16
           : zeros == 0x7 || zeros == 0xe ? UTF32
                                          : NULL;
}

const char *
jsd_encoding_hint(const char *s, size_t n)
{
    for (size_t i = 0; i < JSD_ARRAY_LEN(magics); i++)
        if (n >= magics[i].n && memcmp(s, magics[i].bytes, magics[i].n) == 0)
            return magics[i].hint;
    return n >= 4 ? hint_of_zeros(s) : NULL;
}
