/*
 * Executes instruction sequences that a file prescribes, each from a prescribed state, and writes down the state in which
 * each ended. The sequence runs in Thread mode on the process stack, fenced in by the MPU; it ends with UDF, or with the
 * first fault, in HardFault, where the MPU does not apply. So nothing that a sequence does can harm this program.
 */
#include "start.h"

#define CODE_AREA   0x20300000u
#define CODE_BYTES  0x10000u
#define TRAP        0xDE5Au
#define WINDOW      0x20320000u
#define WINDOW_BYTES 0x2000u
#define CASES       ((struct test_case *)0x21000000u)
#define RESULTS     ((struct result *)0x21800000u)

struct header { u32 cases, with_floats, hash_every, unused; };
struct test_case {
    u16 code[16];
    u32 halves, at, psr, control, primask, basepri, sp, lr, r[13], fpscr, s[32];
};
struct result {
    u32 r[13], sp, lr, pc, psr, control, primask, basepri, cfsr, hfsr, mmfar, bfar, hash, fpscr, s[32];
};

struct { u32 high[8]; u32 psp, control, primask, basepri, fpscr, s[32]; } live;
static struct header header;
static u32 running;

static void write_output(void)
{
    u32 name[3] = {(u32)"results.bin", 5, 11};
    u32 handle = semihost(0x01, name);
    u32 body[3] = {handle, (u32)RESULTS, header.cases * sizeof(struct result)};
    semihost(0x05, body);
    semihost(0x02, &handle);
}

static void read_input(void)
{
    u32 name[3] = {(u32)"cases.bin", 1, 9};
    u32 handle = semihost(0x01, name);
    u32 head[3] = {handle, (u32)&header, sizeof header};
    semihost(0x06, head);
    u32 body[3] = {handle, (u32)CASES, header.cases * sizeof(struct test_case)};
    semihost(0x06, body);
    semihost(0x02, &handle);
}

static u32 hash_of_window(void)
{
    u32 hash = 1;
    for (u32 *p = (u32 *)WINDOW; p < (u32 *)(WINDOW + WINDOW_BYTES); p++) {
        hash = hash * 31 + *p;
    }
    return hash;
}

static void write_down(struct result *to)
{
    static u32 nothing[8];
    /* A sequence may leave the stack pointer where no frame could be put. */
    int found = live.psp >= WINDOW && live.psp <= WINDOW + WINDOW_BYTES - 32;
    u32 *frame = found ? (u32 *)live.psp : nothing;
    for (int k = 0; k < 4; k++) {
        to->r[k] = frame[k];
    }
    for (int k = 0; k < 8; k++) {
        to->r[4 + k] = live.high[k];
    }
    to->r[12] = frame[4];
    to->lr = frame[5];
    to->pc = frame[6];
    to->psr = frame[7] & ~(1u << 9);
    to->sp = live.psp + 32 + (frame[7] >> 9 & 1) * 4;
    to->control = live.control;
    to->primask = live.primask;
    to->basepri = live.basepri;
    to->cfsr = CFSR;
    to->hfsr = HFSR;
    to->mmfar = CFSR & 0x80 ? MMFAR : 0;
    to->bfar = CFSR & 0x8000 ? BFAR : 0;
    to->fpscr = live.fpscr;
    for (int k = 0; k < 32; k++) {
        to->s[k] = live.s[k];
    }
}

static void prepare(const struct test_case *from)
{
    volatile u16 *code = (volatile u16 *)from->at;
    for (u32 k = 0; k < from->halves; k++) {
        code[k] = from->code[k];
    }
    u32 *frame = (u32 *)((from->sp & ~7u) - 32);
    for (int k = 0; k < 4; k++) {
        frame[k] = from->r[k];
    }
    for (int k = 0; k < 8; k++) {
        live.high[k] = from->r[4 + k];
    }
    frame[4] = from->r[12];
    frame[5] = from->lr;
    frame[6] = from->at;
    frame[7] = from->psr | (from->sp >> 2 & 1) << 9;
    live.psp = (u32)frame;
    live.control = from->control;
    live.primask = from->primask;
    live.basepri = from->basepri;
    live.fpscr = from->fpscr;
    for (int k = 0; k < 32; k++) {
        live.s[k] = from->s[k];
    }
}

/* A word that many loads will find: often an address in the code area, so that loads of PC arrive somewhere, but never in the sequence. */
static u32 content(u32 k)
{
    u32 mixed = (k + 1) * 2654435761u;
    return k % 4 == 0 ? CODE_AREA + ((mixed >> 8 & 0xFFF0) | 0x100) + 1 : mixed ^ mixed >> 15;
}

static void fill_window(void)
{
    for (u32 k = 0; k < WINDOW_BYTES / 4; k++) {
        ((u32 *)WINDOW)[k] = content(k);
    }
}

static void lay_out(void)
{
    for (u32 k = 0; k < CODE_BYTES / 4; k++) {
        ((u32 *)CODE_AREA)[k] = TRAP << 16 | TRAP;
    }
    fill_window();
    REG(0xE000ED9C) = CODE_AREA | 0x10;
    REG(0xE000EDA0) = 0x06000000 | 15 << 1 | 1;
    REG(0xE000ED9C) = WINDOW | 0x11;
    REG(0xE000EDA0) = 0x13000000 | 12 << 1 | 1;
    REG(0xE000ED94) = 1;
}

/* Called by every HardFault: the one that ended a sequence, and a first one to begin with. */
__attribute__((used)) void between(void)
{
    if (running != 0) {
        struct result *result = &RESULTS[running - 1];
        write_down(result);
        const struct test_case *last = &CASES[running - 1];
        for (u32 k = 0; k < last->halves; k++) {
            ((volatile u16 *)last->at)[k] = TRAP;
        }
        if (result->cfsr & 2) {
            /* How much of a store arrives before its fault is nobody's promise. */
            fill_window();
        }
        result->hash = 0;
        if (running % header.hash_every == 0) {
            result->hash = hash_of_window();
            /* One wrong store shall not spoil what comes after. */
            fill_window();
        }
    }
    CFSR = 0xFFFFFFFF;
    HFSR = 0xFFFFFFFF;
    if (running == header.cases) {
        write_output();
        leave();
    }
    prepare(&CASES[running++]);
    __asm__ volatile("dsb\n isb" : : : "memory");
}

__attribute__((naked)) void hard_fault(void)
{
    __asm__ volatile(
        ".fpu fpv4-sp-d16\n"
        "ldr r0, =live\n"
        "stmia r0!, {r4-r11}\n"
        "mrs r1, psp\n"
        "mrs r2, control\n"
        "mrs r3, primask\n"
        "mrs r4, basepri\n"
        "stmia r0!, {r1-r4}\n"
        "ldr r5, =0xE000ED88\n"
        "ldr r5, [r5]\n"
        "tst r5, #0x00F00000\n"
        "beq 1f\n"
        "vmrs r1, fpscr\n"
        "str r1, [r0], #4\n"
        "vstmia r0!, {s0-s31}\n"
        "1:\n"
        "movs r1, #0\n"
        "msr primask, r1\n"
        "msr basepri, r1\n"
        "bl between\n"
        "ldr r0, =live + 32\n"
        "ldmia r0!, {r1-r4}\n"
        "msr psp, r1\n"
        "msr control, r2\n"
        "msr primask, r3\n"
        "msr basepri, r4\n"
        "ldr r5, =0xE000ED88\n"
        "ldr r5, [r5]\n"
        "tst r5, #0x00F00000\n"
        "beq 2f\n"
        "ldr r1, [r0], #4\n"
        "vldmia r0!, {s0-s31}\n"
        "vmsr fpscr, r1\n"
        "2:\n"
        "ldr r0, =live\n"
        "ldmia r0!, {r4-r11}\n"
        "mvn lr, #2\n"
        "bx lr\n"
        ".ltorg\n");
}

void run(void)
{
    read_input();
    if (header.with_floats) {
        CPACR = 0x00F00000;
        /* No automatic stacking of floating-point registers: they are looked at where they are. */
        REG(0xE000EF34) = 0;
        __asm__ volatile("dsb\n isb");
    }
    lay_out();
    __asm__ volatile("udf #0x5A");
}
