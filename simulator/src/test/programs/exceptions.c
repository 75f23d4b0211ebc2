/* Exceptions of every kind: who preempts whom, what is stacked, what the status registers say. */
#include "start.h"

#define ISER  REG(0xE000E100)
#define ICER  REG(0xE000E180)
#define ISPR  REG(0xE000E200)
#define ICPR  REG(0xE000E280)
#define IABR  REG(0xE000E300)
#define IPR2  REG(0xE000E408)
#define SHPR1 REG(0xE000ED18)
#define SHPR2 REG(0xE000ED1C)
#define SHPR3 REG(0xE000ED20)
#define AIRCR REG(0xE000ED0C)
#define STIR  REG(0xE000EF00)
#define SYST_CSR REG(0xE000E010)
#define SYST_RVR REG(0xE000E014)
#define SYST_CVR REG(0xE000E018)
#define BARRIER() __asm__ volatile("dsb\n isb" : : : "memory")

static volatile u32 order, ticks, skip, handled;

static void note(u32 what)
{
    order = order << 4 | what;
}

static void show_order(const char *name)
{
    print_line(name, order);
    order = 0;
}

void line_8(void)
{
    note(8);
    if (skip == 1) {
        ISPR = 1 << 9;
        BARRIER();
        note(1);
        ISPR = 1 << 10;
        BARRIER();
        note(2);
    }
    note(0xA);
}

void line_9(void) { note(9); }
void line_10(void) { note(0xB); print_line("active", IABR); }
void pend_sv(void) { note(0xE); }
void nmi(void) { note(2); }
void sys_tick(void) { ticks++; }

__attribute__((used)) void fault(u32 *frame, u32 link)
{
    print_line("exception", ICSR & 0x1FF);
    print_line("  cfsr", CFSR);
    print_line("  hfsr", HFSR);
    if (CFSR & 0x80) { print_line("  mmfar", MMFAR); }
    if (CFSR & 0x8000) { print_line("  bfar", BFAR); }
    print_line("  r0", frame[0]);
    print_line("  link", link);
    print_line("  psr", frame[7] & 0x010001FF);
    CFSR = CFSR;
    HFSR = HFSR;
    handled++;
    if (frame[0] == 0x57) {
        __asm__ volatile("msr control, %0" : : "r"(0));
    }
    frame[6] = frame[2] & ~1u;
    frame[7] |= 1 << 24;
}

#define ENTRY "tst lr, #4\n ite eq\n mrseq r0, msp\n mrsne r0, psp\n mov r1, lr\n b fault"
__attribute__((naked)) void hard_fault(void) { __asm__ volatile(ENTRY); }
__attribute__((naked)) void mem_manage(void) { __asm__ volatile(ENTRY); }
__attribute__((naked)) void bus_fault(void) { __asm__ volatile(ENTRY); }
__attribute__((naked)) void usage_fault(void) { __asm__ volatile(ENTRY); }

__attribute__((naked)) void sv_call(void)
{
    __asm__ volatile("tst lr, #4\n ite eq\n mrseq r0, msp\n mrsne r0, psp\n ldr r1, [r0, #24]\n ldrb r1, [r1, #-2]\n"
        "ldr r2, [r0]\n add r2, r2, r1\n str r2, [r0]\n bx lr");
}

/* R2 holds where the handler is to continue. */
#define TRY(name, instructions) do { print(name "\n"); \
    __asm__ volatile("adr r2, 1f\n adds r2, #1\n movs r0, #0x55\n" instructions "\n nop\n .balign 4\n 1: nop" \
    : : : "r0", "r1", "r2", "r3", "r12", "lr", "cc", "memory"); } while (0)

static void faults(void)
{
    TRY("undefined", "udf #7");
    TRY("undefined, wide", ".hword 0xF7F0\n .hword 0xA123");
    TRY("no coprocessor", "mcr p5, 0, r0, c0, c0");
    TRY("no thumb", "adr r1, 1f\n bx r1");
    TRY("unaligned multiple", "ldr r1, =0x20000102\n ldmia r1, {r0, r3}");
    TRY("nobody answers", "ldr r1, =0x68000000\n ldr r0, [r1]");
    TRY("never executed", "ldr r1, =0x40000001\n bx r1");
    CCR |= 0x18;
    TRY("division by zero", "movs r1, #0\n isb\n udiv r0, r0, r1");
    TRY("unaligned word", "ldr r1, =0x20000101\n ldr r0, [r1]");
    CCR &= ~0x18u;
    TRY("escalated", "cpsid i\n svc 1");
    __asm__ volatile("cpsie i");
}

static u32 call(u32 x)
{
    register u32 r0 __asm__("r0") = x;
    __asm__ volatile("svc #42" : "+r"(r0) : : "r1", "r2", "r3", "r12", "memory");
    return r0;
}

static void on_the_process_stack(void)
{
    static u64 stack[256];
    u64 *top = stack + 250;
    u32 before, masked, after;
    __asm__ volatile("msr psp, %0\n movs r1, #3\n msr control, r1\n isb\n svc #1\n mrs r1, control\n mov r4, r1\n"
        "adr r2, 1f\n adds r2, #1\n movs r0, #0x56\n ldr r1, =0xE000ED14\n ldr r1, [r1]\n nop\n .balign 4\n 1: nop\n"
        "movs r0, #0\n msr control, r0\n mrs r0, primask\n cpsid i\n mrs r0, primask\n mov r5, r0\n"
        "mrs r3, control\n mov r6, r3\n"
        "adr r2, 2f\n adds r2, #1\n movs r0, #0x57\n udf #1\n .balign 4\n 2: movs r0, #0\n msr control, r0\n isb\n"
        "mov %1, r4\n mov %2, r5\n mov %3, r6\n"
        : "+r"(top), "=&r"(before), "=&r"(masked), "=&r"(after) :
        : "r0", "r1", "r2", "r3", "r4", "r5", "r6", "r12", "lr", "cc", "memory");
    print_line("control on the process stack", before);
    print_line("primask without privilege", masked);
    print_line("control without privilege", after);
}

void run(void)
{
    SHCSR = 0x70000;
    faults();
    print_line("faults handled", handled);
    print_line("service", call(1000));
    AIRCR = 0x05FA0300;
    IPR2 = 0x0020C080;
    ISER = 7 << 8;
    SHPR3 = 0x40F00000;
    skip = 1;
    ISPR = 1 << 8;
    BARRIER();
    show_order("8 pends 9 below it and 10 above it");
    skip = 0;
    __asm__ volatile("cpsid i");
    ISPR = 7 << 8;
    ICSR = 1 << 28;
    BARRIER();
    print_line("pending", ISPR);
    print_line("icsr", ICSR);
    note(7);
    __asm__ volatile("cpsie i\n isb");
    show_order("all at once, after primask");
    __asm__ volatile("msr basepri, %0" : : "r"(0x80));
    ISPR = 7 << 8;
    BARRIER();
    note(7);
    __asm__ volatile("msr basepri, %0\n isb" : : "r"(0));
    show_order("basepri held some back");
    ICSR = 1u << 31;
    BARRIER();
    STIR = 9;
    BARRIER();
    show_order("nmi and software trigger");
    ICER = 7 << 8;
    ISPR = 1 << 9;
    BARRIER();
    print_line("pending, disabled", ISPR);
    ICPR = 1 << 9;
    print_line("no longer", ISPR);
    SYST_RVR = 999;
    SYST_CVR = 0;
    SYST_CSR = 7;
    while (ticks < 5) {
        __asm__ volatile("wfi");
    }
    SYST_CSR = 0;
    print_line("ticks came", ticks >= 5);
    on_the_process_stack();
}
