package io.sectorzero.flash.swd;

import io.sectorzero.device.Device;
import io.sectorzero.device.Parallelism;
import io.sectorzero.failure.BoardState;
import io.sectorzero.flash.OnChip;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import io.sectorzero.memory.Bytes;
import io.sectorzero.protocol.adi.TargetCore;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A loader in the chip's RAM writes while the next block travels, and finds out on the spot what the flash holds. It is started
 * when there is something for it to do, and stopped when somebody else needs core or flash.
 */
final class LoaderWriter implements BlockWriter, OnChip {

    /** The CRC unit is clocked by bit 12 of RCC_AHB1ENR. stm32f412zx.h [C]. A reset of the chip, which ends the work, takes it back. */
    private static final int CRC_CLOCKED = 1 << 12;

    // Three quarters of a unit's 16 us (DS11139 Rev 8 Table 49) at the 16 MHz of a chip that was just reset, four cycles each.
    private static final int TURNS = 48;

    private final FlashInterface flash;
    private final Device device;
    private final LoaderStub stub;

    /** @param fresh the chip was reset, and runs at the clock it begins with */
    LoaderWriter(FlashInterface flash, Device device, LoaderLayout layout, boolean fresh) {
        this.flash = flash;
        this.device = device;
        this.stub = new LoaderStub(flash.core(), layout, fresh ? TURNS : 0);
    }

    /** Puts the loader into RAM, if it does not run already. The core is halted and nothing moves. */
    void start() {
        if (stub.isRunning()) {
            return;
        }
        TargetCore core = flash.core();
        flash.awaitRest();
        flash.unlock();
        core.write32(QuietChip.RCC_AHB1ENR, core.read32(QuietChip.RCC_AHB1ENR) | CRC_CLOCKED);
        stub.start();
    }

    /** Whether it neither finished nor failed at something. */
    boolean cameToGrief() {
        return stub.cameToGrief();
    }

    @Override public void write(Address to, Bytes data, Parallelism width, Duration patience) {
        told(() -> {
            start();
            stub.program(to, data, width, device.timings().program(data.length(), width).typical(), patience);
            return null;
        });
    }

    @Override public void settle() {
        told(() -> {
            stub.settle();
            return null;
        });
    }

    @Override public long unsettled() {
        return stub.unsettled();
    }

    @Override public void finish() {
        if (stub.isRunning()) {
            settle();
            stub.halt();
        }
        stub.writeOff();
    }

    @Override public Optional<OnChip> onChip() {
        return Optional.of(this);
    }

    @Override public int checksum(AddressRange range) {
        return told(() -> {
            start();
            return stub.checksum(range);
        });
    }

    @Override public Optional<Address> firstNotBlank(AddressRange range) {
        return told(() -> {
            start();
            return stub.firstNotBlank(range);
        });
    }

    /** What the loader saw is accounted for as if the host had seen it. */
    private <A> A told(Supplier<A> work) {
        try {
            return work.get();
        } catch (LoaderStopped stopped) {
            LoaderAnswer answer = stopped.answer();
            boolean programming = stopped.request().what() == LoaderRequest.What.PROGRAM;
            throw flash.refusedElsewhere(new Operation("%s, at %s".formatted(stopped.request(), answer.stopped()), 0, true, Duration.ZERO,
                    answer.found(), 0), device.layout().sectorAt(answer.stopped()), programming ? BoardState.PARTLY_WRITTEN : BoardState.UNKNOWN);
        }
    }
}
