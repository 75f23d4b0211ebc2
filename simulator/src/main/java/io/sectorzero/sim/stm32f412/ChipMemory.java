package io.sectorzero.sim.stm32f412;

import io.sectorzero.memory.Bytes;

/**
 * Everything a chip remembers without power.
 *
 * @param flash   main array with its weak cells, shared until somebody writes
 * @param options the sixteen bytes of the option sector
 * @param otp     512 bytes and 16 lock bytes
 */
public record ChipMemory(FlashCells flash, Bytes options, Bytes otp) {
}
