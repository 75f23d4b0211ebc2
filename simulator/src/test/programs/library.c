/* The C library as firmware uses it: formatting, scanning, sorting, the heap, long jumps; every line of output is a check value. */
#include "start.h"
#include <errno.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

extern u8 end;

static u32 state = 0x9E3779B9;
static u8 *top = &end;

/* What newlib asks of the system below it; there is none. */
void *_sbrk(int more)
{
    u8 *was = top;
    top += more;
    return was;
}

int _write(int file, const char *bytes, int length) { (void)file; (void)bytes; return length; }
int _read(int file, char *bytes, int length) { (void)file; (void)bytes; (void)length; return 0; }
int _lseek(int file, int offset, int from) { (void)file; (void)offset; (void)from; return 0; }
int _close(int file) { (void)file; return -1; }
int _isatty(int file) { (void)file; return 1; }
int _fstat(int file, struct stat *about) { (void)file; about->st_mode = S_IFCHR; return 0; }
int _getpid(void) { return 1; }
int _kill(int process, int signal) { (void)process; (void)signal; errno = EINVAL; return -1; }
void _exit(int code) { (void)code; leave(); for (;;) { } }

static u32 next_random(void)
{
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state;
}

static void tell(const char *text)
{
    print(text);
    print("\n");
}

static void formatting(void)
{
    char line[200];
    snprintf(line, sizeof line, "%d %u %x %08X %+5d|%-8s|%8.3s|%c %%", -12345, 4000000000u, 48879, 0xC0FFEE, 42, "left", "abcdef", 'z');
    tell(line);
    snprintf(line, sizeof line, "%lld %llu %llx", -1234567890123456789LL, 18446744073709551615ULL, 0x123456789ABCDEFULL);
    tell(line);
    snprintf(line, sizeof line, "%f %.10e %g %g %a", 3.14159265358979, -1.0 / 3, 1e-7, 123456789.0, 0.1);
    tell(line);
    snprintf(line, sizeof line, "%g %g %g %.0f", 1e308 * 10, -1e308 * 10, 0.0 / 0.0 != 0.0 ? 1.0 : 0.0, 2.5);
    tell(line);
    for (int k = 0; k < 20; k++) {
        double value = (double)(int)next_random() * (k % 3 ? 1e-9 : 1e12);
        snprintf(line, sizeof line, "%.17g %.6g %15.4f", value, value, value / 7);
        tell(line);
    }
}

static void scanning(void)
{
    char *after;
    char line[120];
    print_line("strtol", (u32)strtol("-2147483648xyz", &after, 10));
    tell(after);
    print_line("strtoul", (u32)strtoul("0xFEDCBA98", 0, 0));
    u64 wide = strtoull("18446744073709551614", 0, 10);
    print_line("strtoull", (u32)(wide >> 32) ^ (u32)wide);
    int a = 0, b = 0;
    char word[20] = "";
    print_line("sscanf", (u32)sscanf("17 fox 0x1F", "%d %19s %i", &a, word, &b));
    snprintf(line, sizeof line, "%d %s %d %.17g %.17g", a, word, b, strtod("2.2250738585072014e-308", 0), strtod("0.3", 0));
    tell(line);
}

static int ascending(const void *left, const void *right)
{
    u32 a = *(const u32 *)left, b = *(const u32 *)right;
    return a < b ? -1 : a > b;
}

static int by_text(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

static void sorting(void)
{
    enum { COUNT = 2000 };
    u32 *numbers = malloc(COUNT * sizeof *numbers);
    char **texts = calloc(200, sizeof *texts);
    for (int k = 0; k < COUNT; k++) {
        numbers[k] = next_random();
    }
    u32 wanted = numbers[1234];
    qsort(numbers, COUNT, sizeof *numbers, ascending);
    u32 *found = bsearch(&wanted, numbers, COUNT, sizeof *numbers, ascending);
    print_line("found at", (u32)(found - numbers));
    u32 fold = 0;
    for (int k = 0; k < COUNT; k++) {
        fold = fold * 31 + numbers[k];
    }
    print_line("sorted", fold);
    for (int k = 0; k < 200; k++) {
        texts[k] = malloc(12);
        snprintf(texts[k], 12, "%08lX", (unsigned long)next_random());
    }
    qsort(texts, 200, sizeof *texts, by_text);
    tell(texts[0]);
    tell(texts[100]);
    tell(texts[199]);
    for (int k = 0; k < 200; k++) {
        free(texts[k]);
    }
    free(texts);
    free(numbers);
}

static void memory(void)
{
    u8 *area = malloc(1000);
    for (int round = 0; round < 300; round++) {
        u32 from = next_random() % 400, to = next_random() % 400, length = next_random() % 500;
        memset(area + from, (int)round, length);
        memmove(area + to, area + from, length);
        area[next_random() % 1000] = (u8)round;
        memcpy(area + 900, area + round, 90);
    }
    u32 fold = 0;
    for (int k = 0; k < 1000; k++) {
        fold = fold * 33 + area[k];
    }
    print_line("moved", fold);
    print_line("memcmp", (u32)memcmp(area, area + 1, 999) >> 31);
    area = realloc(area, 5000);
    strcpy((char *)area, "a long sentence in which a word is looked for");
    tell(strstr((char *)area, "word"));
    tell(strrchr((char *)area, 'l'));
    print_line("strlen", strlen((char *)area));
    print_line("strcspn", strcspn((char *)area, "xyzw"));
    for (char *part = strtok((char *)area, " "); part; part = strtok(0, " ")) {
        print_line(part, (u32)strlen(part));
    }
    free(area);
}

static jmp_buf back;

static volatile int floor_at = 0;

static double dive(int depth)
{
    if (depth == floor_at) {
        longjmp(back, 77);
    }
    return depth > 100 ? 0 : dive(depth - 1) + depth * 1.5;
}

static void dividing(void)
{
    u64 fold = 0;
    for (int k = 0; k < 500; k++) {
        u64 a = (u64)next_random() << 32 | next_random(), b = (u64)next_random() >> (k % 29) | 1;
        fold = fold * 31 + a / b + a % b + (u64)((long long)a / (long long)(b | 2));
    }
    print_line("divided high", (u32)(fold >> 32));
    print_line("divided low", (u32)fold);
}

static __attribute__((noinline)) void work(void)
{
    formatting();
    scanning();
    sorting();
    memory();
    volatile int rounds = 0;
    int answer = setjmp(back);
    if (answer == 0) {
        rounds = 5;
        print_line("never", (u32)dive(rounds));
    }
    print_line("jumped", (u32)(answer + rounds));
    dividing();
    time_t moment = 1000000000;
    tell(asctime(gmtime(&moment)));
}

void run(void)
{
    CPACR |= 0xF << 20;
    __asm__ volatile("dsb\nisb");
    work();
}
