/* Hard-float and DSP work as firmware does it: library functions, a transform, filters, contexts; every line is a check value. */
#include "start.h"
#include <arm_acle.h>
#include <math.h>

#define POINTS 256
#define FPCCR REG(0xE000EF34)
#define FPDSCR REG(0xE000EF3C)

static u32 state = 0x2545F491;
static float real[POINTS], imaginary[POINTS];
static volatile float disturbed;
static volatile u32 entries, lazily;

static u32 next_random(void)
{
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state;
}

static u32 bits(float x)
{
    union { float f; u32 u; } both = {x};
    return both.u;
}

static float number(u32 u)
{
    union { u32 u; float f; } both = {u};
    return both.f;
}

static u32 status(void)
{
    u32 fpscr;
    __asm__ volatile("vmrs %0, fpscr" : "=r"(fpscr));
    return fpscr;
}

static void set_status(u32 fpscr)
{
    __asm__ volatile("vmsr fpscr, %0" : : "r"(fpscr));
}

/* Interrupts whoever asks for it, and leaves every register that it may change changed. */
void pend_sv(void)
{
    entries++;
    lazily += FPCCR & 1;
    set_status(0x03C00000);
    disturbed = disturbed * 1.5f + 0.25f / (float)entries;
    __asm__ volatile("vmov s0, %0\n vmov s7, %0\n vmov s15, %0" : : "r"(0xDEADBEEF) : "s0", "s7", "s15");
}

static inline void interrupt(void)
{
    ICSR = 1u << 28;
    __asm__ volatile("dsb\n isb" : : : "memory");
}

static void transform(void)
{
    for (u32 k = 0, j = 0; k < POINTS; k++) {
        if (k < j) {
            float swap = real[k];
            real[k] = real[j];
            real[j] = swap;
        }
        u32 bit = POINTS >> 1;
        for (; j & bit; bit >>= 1) {
            j ^= bit;
        }
        j |= bit;
    }
    for (u32 length = 2; length <= POINTS; length <<= 1) {
        float angle = -6.2831853f / (float)length;
        for (u32 start = 0; start < POINTS; start += length) {
            for (u32 k = 0; k < length / 2; k++) {
                float c = cosf(angle * (float)k), s = sinf(angle * (float)k);
                float *r = real + start + k, *i = imaginary + start + k;
                float tr = c * r[length / 2] - s * i[length / 2], ti = c * i[length / 2] + s * r[length / 2];
                r[length / 2] = r[0] - tr;
                i[length / 2] = i[0] - ti;
                r[0] += tr;
                i[0] += ti;
            }
            if (start == 0) {
                interrupt();
            }
        }
    }
}

static u32 library(void)
{
    u32 sum = 0;
    for (u32 k = 0; k < 2000; k++) {
        float x = number(0x3C000000 + (next_random() & 0x07FFFFFF));
        sum = sum * 31 + bits(expf(-x));
        sum = sum * 31 + bits(logf(x));
        sum = sum * 31 + bits(powf(x, 0.37f));
        sum = sum * 31 + bits(atan2f(x, 3.0f));
        sum = sum * 31 + bits(sqrtf(x));
        sum = sum * 31 + bits(fmaf(x, x, -x));
        sum = sum * 31 + (u32)(int)(x * 65536.0f);
    }
    return sum;
}

static u32 every_rounding(void)
{
    u32 sum = 0;
    for (u32 mode = 0; mode < 32; mode++) {
        set_status(mode << 22);
        for (u32 k = 0; k < 3000; k++) {
            volatile float x = number(next_random()), y = number(next_random() & (k % 3 ? 0xFFFFFFFF : 0x80FFFFFF));
            sum = sum * 31 + bits(x + y);
            sum = sum * 31 + bits(x * y);
            sum = sum * 31 + bits(x / y);
            sum = sum * 31 + bits(x - y * x);
            sum = sum * 31 + (u32)(int)x + (u32)y;
            sum = sum * 31 + (x < y) + 2 * (x == y);
        }
        sum = sum * 31 + status();
    }
    set_status(0);
    return sum;
}

static u32 signals(void)
{
    u32 sum = 0;
    for (u32 k = 0; k < 20000; k++) {
        u32 x = next_random(), y = next_random();
        sum = (u32)__smlad((int)x, (int)y, (int)sum);
        sum ^= (u32)__smlsdx((int)x, (int)y, (int)sum);
        sum ^= __uadd8(x, y);
        sum = __sel(sum, x);
        sum ^= (u32)__qadd16((int)x, (int)sum) ^ __uhsub8(y, sum);
        sum += (u32)__ssat((int)y, 12) + __usat((int)x, 9) + __usad8(x, y);
        sum ^= (u32)__qdbl((int)sum) ^ (u32)__smlawb((int)x, (int)y, 0) ^ (u32)__smlatt((int)x, (int)y, (int)sum);
        sum += (u32)(__smlald((int)x, (int)y, (long long)sum << 20) >> 17);
    }
    return sum;
}

static __attribute__((noinline)) void calculate(void)
{
    print_line("library", library());
    for (u32 k = 0; k < POINTS; k++) {
        real[k] = (float)((int)next_random() >> 16) / 4096.0f;
    }
    transform();
    u32 sum = 0;
    for (u32 k = 0; k < POINTS; k++) {
        sum = sum * 31 + bits(real[k]);
        sum = sum * 31 + bits(imaginary[k]);
    }
    print_line("transform", sum);
    print_line("interrupted", entries);
    print_line("lazily", lazily);
    print_line("by", bits(disturbed));
    FPCCR &= ~(1u << 30);
    interrupt();
    print_line("at once", lazily);
    FPDSCR = 0x03000000;
    print_line("status", status());
    print_line("every rounding", every_rounding());
    print_line("signals", signals());
}

void run(void)
{
    CPACR = 0x00F00000;
    __asm__ volatile("dsb\n isb");
    calculate();
}
