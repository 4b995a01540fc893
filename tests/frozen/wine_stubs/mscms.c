#include "stand_in.h"

/* The screen has no colour profile; whoever finds none asks no further. */
__declspec(dllexport) void *OpenColorProfileW(void *profile, unsigned long access, unsigned long share, unsigned long mode)
{
    (void)profile;
    (void)access;
    (void)share;
    (void)mode;
    return 0;
}

__declspec(dllexport) int CloseColorProfile(void *profile) { (void)profile; return 0; }

__declspec(dllexport) int GetColorProfileFromHandle(void *profile, unsigned char *data, unsigned long *size)
{
    (void)profile;
    (void)data;
    (void)size;
    return 0;
}

__declspec(dllexport) void *WcsCreateIccProfile(void *profile, unsigned long options)
{
    (void)profile;
    (void)options;
    return 0;
}
