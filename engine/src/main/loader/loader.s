@ The part of the workshop that runs on the chip: programs the main flash from RAM while the next block is on its way,
@ and reads flash so that it need not travel. It runs wherever it is put, uses no stack, calls nothing, and waits for
@ nobody but the flash and the next request.
@
@ A request lies in RAM right behind the data it is about, so that one ascending write delivers data and request, and
@ its last word is the one that is waited for:
@
@     ...        data, as many bytes as LENGTH says, word-aligned
@     ADDRESS    where in flash; word-aligned
@     LENGTH     bytes; a multiple of four
@     COMMAND    what to do, and PSIZE at the place it has in FLASH_CR
@     SEQUENCE   the number of this request
@
@ There are several places for requests, at equal distances and used in turn. Behind each request lies its answer:
@
@     STATE      the request's number when it is done; with bit 31 set when it failed
@     FOUND      FLASH_SR as the last step left it
@     STOPPED    the end of the range, or where the work stopped
@     VALUE      CRC: the checksum; blank check: the first word that is not blank
@
@ Who starts it has unlocked the flash, made sure that no place holds a number that is waited for, and filled in the last
@ six words of this program:
@
@     the request waited for first, the distance from one to the next, the last of them, the number of the first request,
@     the one that comes after the last, and how many turns of four cycles a unit certainly takes
@
@ It ends at one of two BKPT: 0 when told to leave, 1 when something failed; nothing more is done then, whatever has
@ been requested meanwhile.

        .syntax unified
        .cpu    cortex-m4
        .thumb

@ Request and answer, from the request on.
        .equ    SEQUENCE, 12
        .equ    PROGRAM, 1
        .equ    BLANK, 2
        .equ    CHECKSUM, 3
        .equ    STATE, 16
        .equ    FOUND, 20
        .equ    STOPPED, 24
        .equ    VALUE, 28
        .equ    FAILED, 0x80000000

@ RM0090 Rev 21 §3.9 [S]; stm32f412zx.h [C].
        .equ    FLASH, 0x40023C00
        .equ    SR, 0x0C
        .equ    CR, 0x10
        .equ    PG, 1
        .equ    PSIZE, 0x300
        .equ    X16, 0x100
        .equ    BSY, 1 << 16
        .equ    FLAGS, 0x1F3

@ The CRC unit: 0x04C11DB7 over words, most significant bit first, from 0xFFFFFFFF. RM0090 Rev 21 §4 [S].
@ It takes four cycles a word, a table in RAM some forty.
        .equ    CRC, 0x40023000
        .equ    CRC_DR, 0
        .equ    CRC_CR, 8

@ Debug freezes the watchdog of a halted core only, and this one runs; so it is reloaded with every request and every 256
@ bytes, which take 26 ms at worst. A watchdog that was not started does not mind. stm32f412zx.h [C].
        .equ    IWDG, 0x40003000
        .equ    RELOAD, 0xAAAA

@ Until the flash rests nothing is touched but SR. What it shows then is left in r7.
        .macro  rest
9:      ldr     r7, [r3, #SR]
        tst     r7, #BSY
        bne     9b
        .endm

@ One unit after the other, none before the one ahead of it was found good. The next unit is fetched while the flash is
@ busy, so that eight cycles lie between its rest and the next store; the fetch beyond the last unit is thrown away.
@ While the flash cannot be done yet nobody looks at it, and the bus is left to the probe that brings the next block.
@ EOP never rises without its interrupt, so whatever SR shows at rest is an error. The barrier keeps the store from
@ waiting in the write buffer while SR is read. r5 is the address, r6 the end, r8 the source.
        .macro  units load, store, bytes
        movw    r9, #RELOAD
        ldr     r11, turns
        \load   r10, [r8], #\bytes
        b       2f
1:      ldr     r7, [r3, #SR]
        tst     r7, #BSY
        bne     1b
        cbnz    r7, 3f
2:      \store  r10, [r5], #\bytes
        dsb
        tst     r5, #0xFF
        it      eq
        streq   r9, [lr]
        \load   r10, [r8], #\bytes
        mov     r12, r11
4:      subs    r12, #1
        bpl     4b
        cmp     r5, r6
        bne     1b
        rest
        cmp     r7, #0
        beq     finished
3:      subs    r5, #\bytes
        b       failed
        .endm

start:
        cpsid   i
        adr     r7, parameters
        ldm     r7, {r0, r1, r2, r4}
        ldr     r3, =FLASH
        ldr     lr, =IWDG

wait:
        movw    r7, #RELOAD
        str     r7, [lr]
        ldr     r5, [r0, #SEQUENCE]
        cmp     r5, r4
        bne     wait
        ldm     r0, {r5, r6, r12}
        sub     r8, r0, r6              @ the data ends where the request begins
        add     r6, r5
        rest
        movw    r7, #FLAGS
        str     r7, [r3, #SR]
        uxtb    r10, r12
        cmp     r10, #PROGRAM
        beq     program
        cmp     r10, #CHECKSUM
        beq     checksum
        cmp     r10, #BLANK
        beq     blank
        bkpt    #0

program:
        ands    r12, r12, #PSIZE
        orr     r7, r12, #PG
        str     r7, [r3, #CR]
        beq     bytes
        cmp     r12, #X16
        beq     halfwords
words:
        units   ldr, str, 4
halfwords:
        units   ldrh, strh, 2
bytes:
        units   ldrb, strb, 1

blank:
        mvn     r11, #0
1:      cmp     r5, r6
        beq     reading
        ldr     r9, [r5]
        cmp     r9, r11
        itt     eq
        addeq   r5, #4
        beq     1b
        mov     r11, r9
        b       reading

checksum:
        ldr     r9, =CRC
        movs    r10, #1
        str     r10, [r9, #CRC_CR]
        sub     r12, r6, #16
1:      cmp     r5, r12
        bhi     2f
        ldm     r5!, {r7, r8, r10, r11}
        str     r7, [r9, #CRC_DR]
        str     r8, [r9, #CRC_DR]
        str     r10, [r9, #CRC_DR]
        str     r11, [r9, #CRC_DR]
        b       1b
2:      cmp     r5, r6
        beq     3f
        ldr     r7, [r5], #4
        str     r7, [r9, #CRC_DR]
        b       2b
3:      ldr     r11, [r9, #CRC_DR]

@ Reading flash that is protected against it raises a flag too.
reading:
        rest
        cmp     r7, #0
        beq     finished

failed:
        orr     r4, r4, #FAILED
finished:
        movs    r9, #0
        str     r9, [r3, #CR]
        str     r7, [r0, #FOUND]
        str     r5, [r0, #STOPPED]
        str     r11, [r0, #VALUE]
        dmb
        str     r4, [r0, #STATE]
        adds    r4, #1
        bmi     stopped
        cmp     r0, r2
        ite     eq
        ldreq   r0, round
        addne   r0, r1
        b       wait
stopped:
        bkpt    #1

        .pool
        .balign 4
parameters:
        .word   0, 0, 0, 0
round:
        .word   0
turns:
        .word   0
