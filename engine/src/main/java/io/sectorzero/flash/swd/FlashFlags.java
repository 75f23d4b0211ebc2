package io.sectorzero.flash.swd;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Error flags of FLASH_SR, with what they say and which cause stands behind them as a rule. RM0090 Rev 21 §3.9 [S]. */
enum FlashFlags {
    OPERR(1, "the operation could not be run", "C10"),
    WRPERR(4, "write protection", "C3"),
    PGAERR(5, "a write crosses a row of 16 bytes", "C19"),
    PGPERR(6, "the width of a write is not PSIZE", "C18"),
    PGSERR(7, "a write without the control register being set up for it", "C10"),
    RDERR(8, "a read of a code-protected sector", "C4");

    private final int bit;
    private final String meaning;
    private final String cause;

    FlashFlags(int bit, String meaning, String cause) {
        this.bit = bit;
        this.meaning = meaning;
        this.cause = cause;
    }

    String cause() {
        return cause;
    }

    static List<FlashFlags> in(int status) {
        return Arrays.stream(values()).filter(flag -> (status >>> flag.bit & 1) == 1).toList();
    }

    /** "FLASH_SR 00000010 WRPERR: write protection". */
    static String explain(int status) {
        List<FlashFlags> raised = in(status);
        return "FLASH_SR %08X%s".formatted(status, raised.isEmpty() ? "" : raised.stream()
                .map(flag -> " " + flag.name() + ": " + flag.meaning).collect(Collectors.joining(",")));
    }
}
