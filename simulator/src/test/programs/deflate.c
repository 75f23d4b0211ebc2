/*
 * A compression library nobody here wrote, Debian's libstb-dev: what it packs it must unpack, and packed and unpacked bytes
 * must be the same wherever this runs. Built when the test runs; its code is not kept here.
 */
#include "start.h"
#include <stdlib.h>
#include <string.h>
#define STBI_NO_STDIO
#define STBI_NO_THREAD_LOCALS
#define STBI_WRITE_NO_STDIO
#define STBI_ONLY_PNG
#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_WRITE_IMPLEMENTATION
#include <stb_image.h>
#include <stb_image_write.h>

extern u8 end;

static u8 *top = &end;
static u8 text[5000];

void *_sbrk(int more)
{
    u8 *was = top;
    top += more;
    return was;
}

int _getpid(void) { return 1; }
int _kill(int process, int signal) { (void)process; (void)signal; return -1; }
void _exit(int code) { (void)code; leave(); for (;;) { } }
int _write(int file, const char *bytes, int length) { (void)file; (void)bytes; return length; }
int _read(int file, char *bytes, int length) { (void)file; (void)bytes; (void)length; return 0; }
int _lseek(int file, int offset, int from) { (void)file; (void)offset; (void)from; return 0; }
int _close(int file) { (void)file; return -1; }
int _isatty(int file) { (void)file; return 1; }
int _fstat(int file, void *about) { (void)file; (void)about; return -1; }

static u32 fold(const u8 *bytes, int length)
{
    u32 sum = 2166136261u;
    for (int k = 0; k < length; k++) {
        sum = (sum ^ bytes[k]) * 16777619u;
    }
    return sum;
}

static void fill(int kind)
{
    u32 state = 0xDEADBEEF + (u32)kind;
    for (u32 k = 0; k < sizeof text; k++) {
        state = state * 1664525 + 1013904223;
        text[k] = kind == 0 ? (u8)(state >> 24) : kind == 1 ? "flash sector option bytes "[k % 26] : (u8)((state >> 28) * (k >> 9));
    }
}

static __attribute__((noinline)) void work(void)
{
    for (int kind = 0; kind < 3; kind++) {
        int packed = 0, unpacked = 0;
        fill(kind);
        u8 *small = stbi_zlib_compress(text, sizeof text, &packed, 8);
        u8 *again = (u8 *)stbi_zlib_decode_malloc((char *)small, packed, &unpacked);
        print_line("packed length", (u32)packed);
        print_line("packed", fold(small, packed));
        print_line("unpacked length", (u32)unpacked);
        print_line("same", (u32)(unpacked == (int)sizeof text && memcmp(again, text, sizeof text) == 0));
        free(again);
        free(small);
    }
}

void run(void)
{
    CPACR |= 0xF << 20;
    __asm__ volatile("dsb\nisb");
    work();
}
