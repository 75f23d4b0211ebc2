package io.sectorzero.protocol.rom;

import io.sectorzero.memory.Address;
import java.time.Duration;
import java.util.List;

/**
 * Go: starts what lies at an address, as a reset would: stack pointer from there, entry from four bytes further. The
 * bootloader is gone after the second ACK. It leaves RCC_AHB1ENR at 0, so an application that relies on the reset state
 * of its clocks does not start. AN2606 Rev 70 §"STM32F412xx" "Bootloader version".
 *
 * <pre>
 *   host  21 DE                 command, complement
 *   chip  79 | 1F               1F: read protection is active
 *   host  A3 A2 A1 A0  X        address, most significant byte first; X = A3^A2^A1^A0
 *   chip  79 | 1F               79: then it jumps.  1F: wrong X, or neither flash nor RAM
 * </pre>
 *
 * AN3155 Rev 20 "Go command" [P].
 */
public record Go(Address address) implements RomCommand<Nothing> {

    @Override public int code() {
        return 0x21;
    }

    @Override public String title() {
        return "Go";
    }

    @Override public String story() {
        return "Go to " + address;
    }

    @Override public List<Stage> stages() {
        return List.of(new Stage("address", Frame.address(address), Duration.ZERO, true));
    }

    @Override public Nothing answer(RomAnswer answer) {
        return Nothing.NOTHING;
    }
}
