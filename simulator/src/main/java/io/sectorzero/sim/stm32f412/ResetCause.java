package io.sectorzero.sim.stm32f412;

/**
 * What put the chip into reset. Internal causes drive NRST low too, so the pin's flag joins theirs. RM0090 Rev 21 §7.3
 * [S].
 */
enum ResetCause {
    POWER_ON, BROWN_OUT, PIN, SOFTWARE, WATCHDOG, WINDOW_WATCHDOG, LOW_POWER
}
