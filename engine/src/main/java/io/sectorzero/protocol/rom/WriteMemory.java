package io.sectorzero.protocol.rom;

import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import java.time.Duration;
import java.util.List;

/**
 * Write Memory: carries 1 to 256 bytes. Alignment is the plan's business, not the frame's. Option bytes are written the
 * same way, at their base address; the chip resets afterwards.
 *
 * <pre>
 *   host  31 CE                 command, complement
 *   chip  79 | 1F               1F: read protection is active
 *   host  A3 A2 A1 A0  X        address, most significant byte first; X = A3^A2^A1^A0
 *   chip  79 | 1F               1F: wrong X, or this address cannot be written
 *   host  N  D0 … DN   X        N = count - 1;  X = N^D0^…^DN
 *   chip  79 | 1F               after programming; ACK is no proof: a protected sector is acknowledged and unchanged
 * </pre>
 *
 * AN3155 Rev 20 "Write Memory command" [P].
 *
 * @param programming how long the chip may need to program this many bytes
 */
public record WriteMemory(Address address, Bytes data, Duration programming) implements RomCommand<Nothing> {

    public WriteMemory {
        if (data.isEmpty() || data.length() > 256) {
            throw new IllegalArgumentException("Write Memory carries 1 to 256 bytes, not " + data.length());
        }
    }

    @Override public int code() {
        return 0x31;
    }

    @Override public String title() {
        return "Write Memory";
    }

    @Override public String story() {
        return "Write Memory of %d bytes at %s".formatted(data.length(), address);
    }

    @Override public List<Stage> stages() {
        return List.of(
                Stage.ask("address", Frame.address(address)),
                Stage.act("data", Frame.counted(data), programming));
    }

    @Override public Nothing answer(RomAnswer answer) {
        return Nothing.NOTHING;
    }
}
