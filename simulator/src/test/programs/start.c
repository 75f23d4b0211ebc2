/* Start-up and semihosting for programs that run both in QEMU and in the model. */
#include "start.h"

extern u32 data_start, data_end, data_load, bss_start, bss_end, stack_top;

void weakly_unexpected(void);
void hard_fault(void) __attribute__((weak, alias("weakly_unexpected")));
void mem_manage(void) __attribute__((weak, alias("weakly_unexpected")));
void bus_fault(void) __attribute__((weak, alias("weakly_unexpected")));
void usage_fault(void) __attribute__((weak, alias("weakly_unexpected")));
void nmi(void) __attribute__((weak, alias("weakly_unexpected")));
void sv_call(void) __attribute__((weak, alias("weakly_unexpected")));
void debug_monitor(void) __attribute__((weak, alias("weakly_unexpected")));
void pend_sv(void) __attribute__((weak, alias("weakly_unexpected")));
void sys_tick(void) __attribute__((weak, alias("weakly_unexpected")));
void line_8(void) __attribute__((weak, alias("weakly_unexpected")));
void line_9(void) __attribute__((weak, alias("weakly_unexpected")));
void line_10(void) __attribute__((weak, alias("weakly_unexpected")));

int semihost(int operation, const void *parameters)
{
    register int r0 __asm__("r0") = operation;
    register const void *r1 __asm__("r1") = parameters;
    __asm__ volatile("bkpt 0xAB" : "+r"(r0) : "r"(r1) : "memory");
    return r0;
}

void print(const char *text)
{
    semihost(0x04, text);
}

void print_hex(u32 value)
{
    char text[10];
    for (int k = 0; k < 8; k++) {
        text[k] = "0123456789ABCDEF"[value >> (28 - 4 * k) & 15];
    }
    text[8] = ' ';
    text[9] = 0;
    print(text);
}

void print_line(const char *name, u32 value)
{
    print(name);
    print(" ");
    print_hex(value);
    print("\n");
}

void leave(void)
{
    semihost(0x18, (void *)0x20026);
    for (;;) { }
}

void weakly_unexpected(void)
{
    print_line("unexpected exception", ICSR & 0x1FF);
    print_line("cfsr", CFSR);
    leave();
}

void start(void)
{
    u32 *from = &data_load;
    for (u32 *to = &data_start; to < &data_end;) {
        *to++ = *from++;
    }
    for (u32 *to = &bss_start; to < &bss_end;) {
        *to++ = 0;
    }
    run();
    leave();
}

__attribute__((section(".vectors"), used)) const void *const vectors[] = {
    &stack_top, start, nmi, hard_fault, mem_manage, bus_fault, usage_fault, 0, 0, 0, 0, sv_call, debug_monitor, 0,
    pend_sv, sys_tick, 0, 0, 0, 0, 0, 0, 0, 0, line_8, line_9, line_10};
