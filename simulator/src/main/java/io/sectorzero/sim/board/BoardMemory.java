package io.sectorzero.sim.board;

import io.sectorzero.memory.Bytes;

/**
 * What a board keeps without power.
 *
 * @param flash   the true content of the main array
 * @param options the option area, 16 bytes as at 0x1FFF_C000
 * @param otp     OTP data and lock bytes, 528 bytes as at 0x1FFF_7800
 */
public record BoardMemory(Bytes flash, Bytes options, Bytes otp) {
}
