package io.sectorzero.flash.swd;

import java.time.Duration;

/**
 * One erase, program or option operation as its registers showed it.
 *
 * @param what         for a person: {@code erase sector 3}
 * @param statusBefore FLASH_SR before its flags were cleared
 * @param busySeen     whether BSY was seen high
 * @param busyFor      from the start until BSY was seen low again, or until patience was over
 * @param status       FLASH_SR at the end
 * @param control      FLASH_CR at the end; LOCK set again means that the chip was reset in between
 */
record Operation(String what, int statusBefore, boolean busySeen, Duration busyFor, int status, int control) {

    boolean failed() {
        return (status & FlashRegister.ALL_ERRORS) != 0;
    }

    boolean isBusy() {
        return (status & FlashRegister.BSY) != 0;
    }

    boolean wasReset() {
        return (control & FlashRegister.LOCK) != 0;
    }

    /** Nothing says that it ever ran: BSY was never high and EOP did not rise. C12 of the cause catalogue. */
    boolean isPhantom() {
        return !busySeen && (status & FlashRegister.EOP) == 0;
    }
}
