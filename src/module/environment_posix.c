/* SPDX-License-Identifier: MIT */
#include "module/environment.h"

#include <stdlib.h>

const char *
jsd_environment_read(const char *name, char room[static JSD_ENVIRONMENT_SIZE])
{
    (void)room;
    return getenv(name);
}
