package io.sectorzero.flash;

import io.sectorzero.device.OptionBytes;
import io.sectorzero.device.Sector;
import io.sectorzero.device.Span;
import io.sectorzero.device.VoltageBand;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import io.sectorzero.memory.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One thing that a plan does. Each says what it will do; the programmer of a route knows how. */
public sealed interface Step {

    Phase phase();

    String describe();

    /** How long it takes. */
    Span predicted(Pace pace);

    /** Has somebody do it. */
    void by(StepWorker worker);

    /** Bytes of memory it covers, for progress; 0 where there is nothing to count. */
    default long bytes() {
        return 0;
    }

    /** Read protection is removed, and everything with it. The chip resets. */
    record LiftReadProtection(Duration patience) implements Step {
        @Override public Phase phase() {
            return Phase.UNPROTECT;
        }

        @Override public Span predicted(Pace pace) {
            return pace.wipe();
        }

        @Override public void by(StepWorker worker) {
            worker.work(this);
        }

        @Override public String describe() {
            return "remove read protection; the chip erases its whole flash";
        }
    }

    /** Proprietary code protection is removed by way of read protection level 1, and everything with it. The chip resets. */
    record LiftCodeProtection(Duration patience) implements Step {
        @Override public Phase phase() {
            return Phase.UNPROTECT;
        }

        @Override public Span predicted(Pace pace) {
            return pace.wipe();
        }

        @Override public void by(StepWorker worker) {
            worker.work(this);
        }

        @Override public String describe() {
            return "remove code protection by way of read protection; the chip erases its whole flash";
        }
    }

    /** The chip resets. */
    record LiftWriteProtection(OptionBytes from, OptionBytes to) implements Step {
        @Override public Phase phase() {
            return Phase.UNPROTECT;
        }

        @Override public Span predicted(Pace pace) {
            return pace.options();
        }

        @Override public void by(StepWorker worker) {
            worker.work(this);
        }

        @Override public String describe() {
            return "lift write protection: nWRP %03X becomes %03X until the work is done".formatted(from.sectorBits(), to.sectorBits());
        }
    }

    /** Says what the supply is, so that the flash erases and programs as wide as that allows. */
    record StateSupply(VoltageBand band, Route route) implements Step {
        @Override public Phase phase() {
            return Phase.ERASE;
        }

        @Override public Span predicted(Pace pace) {
            return route.isBootloader() ? pace.writing(0) : Pace.NOTHING;
        }

        @Override public void by(StepWorker worker) {
            worker.work(this);
        }

        @Override public String describe() {
            return "%s %s".formatted(route.isBootloader() ? "tell the bootloader that the supply is" : "work as wide as the supply allows:", band);
        }
    }

    /**
     * Has a loader in the chip's RAM write and check.
     *
     * @param phase of what comes next
     */
    record UseLoader(Phase phase, Carrier carrier) implements Step {
        @Override public Span predicted(Pace pace) {
            return pace.starting();
        }

        @Override public void by(StepWorker worker) {
            worker.work(this);
        }

        @Override public String describe() {
            return "have a loader in the chip's RAM write and check, in blocks of %d".formatted(carrier.blockBytes());
        }
    }

    record EraseSector(Sector sector, Duration patience) implements Step {
        @Override public Phase phase() {
            return Phase.ERASE;
        }

        @Override public Span predicted(Pace pace) {
            return pace.erasing(sector);
        }

        @Override public void by(StepWorker worker) {
            worker.work(this);
        }

        @Override public String describe() {
            return "erase " + sector;
        }

        @Override public long bytes() {
            return sector.sizeBytes();
        }
    }

    record EraseEverything(AddressRange flash, Duration patience) implements Step {
        @Override public Phase phase() {
            return Phase.ERASE;
        }

        @Override public Span predicted(Pace pace) {
            return pace.erasingEverything();
        }

        @Override public void by(StepWorker worker) {
            worker.work(this);
        }

        @Override public String describe() {
            return "erase everything (%s)".formatted(flash);
        }

        @Override public long bytes() {
            return flash.length();
        }
    }

    /**
     * Looks whether an erase did its work, before anything is written on top.
     *
     * @param ranges parts that must be blank
     * @param before what was there before the erase, where somebody looked
     */
    record BlankCheck(Sector sector, List<AddressRange> ranges, Optional<Bytes> before) implements Step {
        public BlankCheck {
            ranges = List.copyOf(ranges);
        }

        @Override public Phase phase() {
            return Phase.ERASE;
        }

        @Override public Span predicted(Pace pace) {
            return pace.checking(ranges);
        }

        @Override public void by(StepWorker worker) {
            worker.work(this);
        }

        @Override public String describe() {
            return "see that %d bytes of sector %d are blank".formatted(length(), sector.number());
        }

        long length() {
            return ranges.stream().mapToLong(AddressRange::length).sum();
        }
    }

    record WriteBlock(Address address, Bytes data, Duration patience) implements Step {
        @Override public Phase phase() {
            return Phase.WRITE;
        }

        @Override public Span predicted(Pace pace) {
            return pace.writing(data.length());
        }

        @Override public void by(StepWorker worker) {
            worker.work(this);
        }

        @Override public String describe() {
            return "write %d bytes at %s".formatted(data.length(), address);
        }

        @Override public long bytes() {
            return data.length();
        }
    }

    /**
     * Reads back and compares.
     *
     * @param what   what a person calls it: {@code sector 5}, {@code OTP}
     * @param base   address of the first byte of {@code wanted}
     * @param wanted what shall be there
     * @param ranges which parts of it are read
     * @param sector empty outside the main flash
     */
    record Verify(String what, Address base, Bytes wanted, List<AddressRange> ranges, Optional<Sector> sector) implements Step {
        public Verify {
            ranges = List.copyOf(ranges);
        }

        @Override public Phase phase() {
            return Phase.VERIFY;
        }

        @Override public Span predicted(Pace pace) {
            return pace.checking(ranges);
        }

        @Override public void by(StepWorker worker) {
            worker.work(this);
        }

        @Override public String describe() {
            return "read back %d bytes of %s and compare".formatted(bytes(), what);
        }

        @Override public long bytes() {
            return ranges.stream().mapToLong(AddressRange::length).sum();
        }

        static String name(Sector sector) {
            return "sector " + sector.number();
        }

        Bytes wantedIn(AddressRange range) {
            int from = (int) range.start().minus(base);
            return wanted.slice(from, from + (int) range.length());
        }
    }

    /** The chip resets. */
    record RestoreWriteProtection(OptionBytes to) implements Step {
        @Override public Phase phase() {
            return Phase.PROTECT;
        }

        @Override public Span predicted(Pace pace) {
            return pace.options();
        }

        @Override public void by(StepWorker worker) {
            worker.work(this);
        }

        @Override public String describe() {
            return "put write protection back: nWRP %03X".formatted(to.sectorBits());
        }
    }

    record Start(Address at) implements Step {
        @Override public Phase phase() {
            return Phase.START;
        }

        @Override public Span predicted(Pace pace) {
            return Pace.NOTHING;
        }

        @Override public void by(StepWorker worker) {
            worker.work(this);
        }

        @Override public String describe() {
            return "start what lies at " + at;
        }
    }
}
