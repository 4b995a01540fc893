#include "stand_in.h"

/* RtlGenRandom of advapi32, under the name by which it is exported. */
__declspec(dllimport) unsigned char SystemFunction036(void *buffer, unsigned long size);

__declspec(dllexport) int ProcessPrng(unsigned char *buffer, unsigned long long size)
{
    while (size > 0) {
        unsigned long part = size > 65536 ? 65536 : (unsigned long)size;
        if (!SystemFunction036(buffer, part))
            return 0;
        buffer += part;
        size -= part;
    }
    return 1;
}
