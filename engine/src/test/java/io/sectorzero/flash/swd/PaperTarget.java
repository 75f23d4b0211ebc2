package io.sectorzero.flash.swd;

import io.sectorzero.bench.Capability;
import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.LinkLost;
import io.sectorzero.failure.TargetRefused;
import io.sectorzero.failure.TargetSilent;
import io.sectorzero.link.Attach;
import io.sectorzero.link.DapFailure;
import io.sectorzero.link.DapRegister;
import io.sectorzero.link.Width;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.Bytes;
import io.sectorzero.time.Deadline;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * A chip on paper behind a probe on paper: the flash controller of RM0090 Rev 21 §3 [S], the core's debug registers of
 * DDI 0403 Rev E §C1.6, and registers that keep what is written. It complains aloud about what must never happen: anything but
 * FLASH_SR touched while BSY is high, a reset while it is, a key written to an open lock, DHCSR without its key.
 */
final class PaperTarget extends ProbeBench {

    static final long FLASH = 0x0800_0000L;
    static final int ACR = 0x4002_3C00;
    static final int SR = 0x4002_3C0C;
    static final int CR = 0x4002_3C10;
    static final int OPTCR = 0x4002_3C14;
    static final int DBGMCU_CR = 0xE004_2004;
    static final int DBGMCU_APB1_FZ = 0xE004_2008;
    static final int MPU_CTRL = 0xE000_ED94;
    static final int AHB1ENR = 0x4002_3830;
    static final int DMA2_S3CR = 0x4002_6458;

    final byte[] flash = new byte[0x10_0000];
    final Map<Integer, Integer> registers = new TreeMap<>();
    int options = 0x0FFF_AAEC;
    int storedOptions = options;
    /** What the program on the chip makes of them as soon as it runs. */
    OptionalInt optionsOnceRun = OptionalInt.empty();
    double volts = 3.3;
    boolean hasSense = true;
    /** What the probe senses has nothing to do with the board. */
    boolean inventsVolts;
    boolean canSwitchPower;
    long eraseNanos = 250_000_000;
    int phantoms;
    boolean stuck;
    boolean halted;
    boolean reset = true;
    /** The probe is unplugged after so many more accesses. */
    int accessesLeft = Integer.MAX_VALUE;
    /** Clocks above this answer damaged. */
    int reliableKilohertz = 1_000_000;
    boolean resetWired = true;
    boolean resetLow;
    /** Nobody is on the wire. */
    boolean mute;
    int resets;
    int kilohertz = 1_000;
    Set<Width> able = EnumSet.allOf(Width.class);
    int status;

    /** A program on the chip may have begun something. */
    long busyUntil;
    private int control = 0x8000_0000;
    private int keys;
    private int optionKeys;
    private boolean optionsOpen;
    private int debug;
    private int catches;
    private Optional<DapFailure> lastFailure = Optional.empty();

    PaperTarget() {
        Arrays.fill(flash, (byte) 0xFF);
        registers.put(DBGMCU_CR, 0);
        registers.put(DBGMCU_APB1_FZ, 0);
    }

    @Override public Set<Capability> capabilities() {
        return canSwitchPower ? EnumSet.of(Capability.PROBE, Capability.POWER) : super.capabilities();
    }

    // The probe.

    @Override public void attach(Attach how, Deadline deadline) {
        now += 1_000_000;
        present();
        if (how == Attach.UNDER_RESET) {
            reset(true, deadline);
        }
        acts.add("attach %s%s".formatted(how, resetLow ? ", NRST low" : ""));
        if (mute) {
            throw new TargetSilent(Diagnosis.of("nobody answers"));
        }
    }

    @Override public int readDap(DapRegister register, Deadline deadline) {
        access();
        return register.address() == 0 ? 0x2BA0_1477 : 0xF000_0000;
    }

    @Override public void writeDap(DapRegister register, int value, Deadline deadline) {
        access();
    }

    @Override public Optional<DapFailure> lastFailure() {
        return lastFailure;
    }

    @Override public void reset(boolean low, Deadline deadline) {
        if (!resetWired) {
            return;
        }
        if (resetLow && !low) {
            resetChip();
        }
        resetLow = low;
    }

    @Override public OptionalDouble senseVolts(Deadline deadline) {
        present();
        return hasSense ? OptionalDouble.of(power || inventsVolts ? volts : 0) : OptionalDouble.empty();
    }

    @Override public OptionalInt clock(int wanted, Deadline deadline) {
        kilohertz = wanted >= 4000 ? 4000 : wanted >= 1800 ? 1800 : wanted >= 950 ? 950 : wanted >= 100 ? 100 : 5;
        return OptionalInt.of(kilohertz);
    }

    @Override public Set<Width> widths() {
        return able;
    }

    @Override public Bytes readMemory(Address from, int length, Width width, Deadline deadline) {
        access();
        if (isFlash(from)) {
            refuseWhileBusy(from);
            if ((storedOptions >>> 8 & 0xFF) != 0xAA) {
                throw fault(from);
            }
            int at = (int) (from.unsigned() - FLASH);
            return Bytes.copyOf(flash, at, at + length);
        }
        byte[] all = new byte[length];
        for (int i = 0; i < length; i += 4) {
            int word = word(from.plus(i).raw());
            for (int b = 0; b < Math.min(4, length - i); b++) {
                all[i + b] = (byte) (word >>> 8 * b);
            }
        }
        return Bytes.copyOf(all);
    }

    @Override public void writeMemory(Address to, Bytes data, Width width, Deadline deadline) {
        access();
        refuseWhileBusy(to);
        if (isFlash(to)) {
            program(to, data, width);
        } else {
            for (int i = 0; i < data.length(); i += 4) {
                write(to.plus(i).raw(), data.u32(i));
            }
        }
    }

    private void access() {
        now += 100_000;
        present();
        if (kilohertz > reliableKilohertz) {
            lastFailure = Optional.of(new DapFailure(DapFailure.Kind.DAMAGED, Optional.empty(), "parity"));
            throw new TargetSilent(Diagnosis.of("damaged"));
        }
        lastFailure = Optional.empty();
    }

    private void present() {
        if (accessesLeft-- <= 0) {
            accessesLeft = 0;
            throw new LinkLost(Diagnosis.of("The probe is gone"));
        }
    }

    private TargetRefused fault(Address at) {
        lastFailure = Optional.of(new DapFailure(DapFailure.Kind.FAULT, Optional.of(at), "fault"));
        return new TargetRefused(Diagnosis.of("fault at %s", at));
    }

    // The chip.

    private boolean isBusy() {
        return now < busyUntil || stuck && (control & 1 << 16) != 0;
    }

    private void refuseWhileBusy(Address at) {
        if (isBusy() && at.raw() != SR && (at.unsigned() < 0xE000_0000L)) {
            throw new AssertionError("%s is touched while BSY is high".formatted(at));
        }
    }

    private static boolean isFlash(Address at) {
        return at.unsigned() >= FLASH && at.unsigned() < FLASH + 0x10_0000;
    }

    private int word(int at) {
        if (at != SR) {
            refuseWhileBusy(new Address(at));
        }
        return switch (at) {
            case SR -> isBusy() ? 1 << 16 : finished();
            case CR -> control;
            case OPTCR -> options | (optionsOpen ? 0 : 1);
            case 0xE000_EDF0 -> core();
            case 0xE000_EDFC -> catches;
            case 0xE000_ED00 -> 0x410F_C241;
            case 0xE004_2000 -> 0x3000_6441;
            case 0x1FFF_7A20 -> 0x0400_0000;
            case 0x1FFF_7A22 -> 0x0400;
            case 0x1FFF_7A10 -> 0x1122_3344;
            case 0x4002_3874 -> 0x0E00_0000;
            default -> registers.getOrDefault(at, 0);
        };
    }

    private int finished() {
        if (busyUntil > 0 && now >= busyUntil) {
            busyUntil = 0;
            status |= (control & 1 << 24) != 0 ? 1 : 0;
            control &= ~(1 << 16);
        }
        return status;
    }

    private int core() {
        int word = debug | 1 << 16 | (halted ? 1 << 17 : 0) | (reset || resetLow ? 1 << 25 : 0);
        reset = false;
        return word;
    }

    private void write(int at, int value) {
        switch (at) {
            case 0x4002_3C04 -> unlock(value);
            case 0x4002_3C08 -> unlockOptions(value);
            case SR -> status &= ~value;
            case CR -> control(value);
            case OPTCR -> options(value);
            case 0xE000_EDF0 -> debug(value);
            case 0xE000_EDFC -> catches = value;
            case 0xE000_ED0C -> resetChip();
            default -> {
                acts.add("%08X <- %08X".formatted(at, value));
                registers.put(at, value);
            }
        }
    }

    private void unlock(int key) {
        if (control >= 0) {
            throw new AssertionError("a key is written to an open FLASH_CR");
        }
        keys = keys == 0 && key == 0x4567_0123 ? 1 : keys == 1 && key == 0xCDEF_89AB ? 2 : -1;
        control = keys == 2 ? control & 0x7FFF_FFFF : control;
    }

    private void unlockOptions(int key) {
        if (optionsOpen) {
            throw new AssertionError("a key is written to an open FLASH_OPTCR");
        }
        optionKeys = optionKeys == 0 && key == 0x0819_2A3B ? 1 : optionKeys == 1 && key == 0x4C5D_6E7F ? 2 : -1;
        optionsOpen = optionKeys == 2;
    }

    private void control(int value) {
        if (control < 0) {
            return;
        }
        acts.add("CR %08X".formatted(value));
        control = value;
        if (value < 0) {
            keys = 0;
        }
        if ((value & 1 << 16) == 0) {
            return;
        }
        if ((value & 2) != 0) {
            erase(value >>> 3 & 0xF);
        } else if ((value & 4) != 0) {
            eraseAll();
        }
    }

    private void erase(int sector) {
        if (phantoms > 0) {
            phantoms--;
            control &= ~(1 << 16);
            return;
        }
        boolean bit = (options >>> 16 + sector & 1) == 1;
        if (bit == options < 0) {
            status |= 1 << 4;
            return;
        }
        int from = sector < 4 ? sector * 0x4000 : sector == 4 ? 0x1_0000 : (sector - 4) * 0x2_0000;
        int size = sector < 4 ? 0x4000 : sector == 4 ? 0x1_0000 : 0x2_0000;
        Arrays.fill(flash, from, from + size, (byte) 0xFF);
        busyUntil = now + eraseNanos;
    }

    private void eraseAll() {
        Arrays.fill(flash, (byte) 0xFF);
        busyUntil = now + 8_000_000_000L;
    }

    private void program(Address to, Bytes data, Width width) {
        if ((control & 1) == 0) {
            status |= 1 << 7;
            return;
        }
        if ((control >>> 8 & 3) != width.ordinal()) {
            status |= 1 << 6;
            return;
        }
        acts.add("program %s %d".formatted(width, data.length()));
        int at = (int) (to.unsigned() - FLASH);
        for (int i = 0; i < data.length(); i++) {
            flash[at + i] &= (byte) data.at(i);
        }
        now += data.length() / width.bytes() * 16_000L;
    }

    private void options(int value) {
        if (!optionsOpen) {
            return;
        }
        options = value & ~3;
        if ((value & 1) != 0) {
            optionsOpen = false;
            optionKeys = 0;
        }
        if ((value & 2) == 0) {
            return;
        }
        acts.add("OPTSTRT %08X".formatted(options));
        boolean lowered = (storedOptions >>> 8 & 0xFF) != 0xAA && (options >>> 8 & 0xFF) == 0xAA;
        boolean drops = storedOptions < 0 && (options >= 0 || (~options & storedOptions & 0x0FFF_0000) != 0);
        if (drops && !lowered) {
            status |= 1 << 4;
            options = storedOptions;
            return;
        }
        if (lowered) {
            eraseAll();
        }
        storedOptions = options;
        busyUntil = now + 100_000_000;
    }

    private void debug(int value) {
        if (value >>> 16 != 0xA05F) {
            throw new AssertionError("DHCSR without its key: %08X".formatted(value));
        }
        debug = value & 0xF;
        boolean goesOn = halted && (debug & 3) != 3;
        halted = (debug & 3) == 3;
        if (goesOn) {
            acts.add("the core goes on");
            optionsOnceRun.ifPresent(bytes -> options = storedOptions = bytes);
        }
    }

    private void resetChip() {
        if (isBusy() && !stuck) {
            throw new AssertionError("a reset cuts short what the flash is at");
        }
        resets++;
        acts.add("reset");
        reset = true;
        halted = (catches & 1) == 1 && (debug & 1) == 1;
        control = 0x8000_0000;
        keys = 0;
        status = 0;
        busyUntil = 0;
        optionsOpen = false;
        optionKeys = 0;
        options = storedOptions;
        if (!halted) {
            optionsOnceRun.ifPresent(bytes -> options = storedOptions = bytes);
        }
        registers.keySet().removeIf(at -> at != DBGMCU_CR && at != DBGMCU_APB1_FZ);
    }
}
