package io.sectorzero.flash;

import io.sectorzero.device.Device;
import io.sectorzero.device.OptionBytes;
import io.sectorzero.device.Sector;
import io.sectorzero.device.VoltageBand;
import io.sectorzero.examination.Instruments;
import io.sectorzero.examination.Observation;
import io.sectorzero.examination.RecoveryLadder;
import io.sectorzero.examination.Rung;
import io.sectorzero.flash.uart.SerialCarrier;
import io.sectorzero.memory.Address;
import io.sectorzero.memory.AddressRange;
import io.sectorzero.memory.Bytes;
import io.sectorzero.memory.Checksums;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A flash on paper: erasing sets bits, programming clears them, protected sectors are acknowledged and unchanged, as the
 * ROM bootloader does it. AN3155 Rev 20, RM0090 Rev 21 §3.6.4 [S]. Refuses what the bootloader refuses.
 */
final class PaperChip implements Programmer {

    private final Device device;
    private final byte[] flash;
    private OptionBytes options;
    /** How many of the next reads come back with a damaged byte. */
    int damagedReads;
    /** Each damaged read is damaged in its own way. */
    boolean everDifferent;
    final List<String> acts = new ArrayList<>();
    /** A loader may be put into its RAM, which then sums up what the flash holds. */
    boolean takesLoader;
    boolean sumsWrong;
    int bytesRead;
    private boolean loaded;

    PaperChip(Device device, OptionBytes options) {
        this.device = device;
        this.options = options;
        this.flash = new byte[(int) device.layout().sizeBytes()];
        Arrays.fill(flash, (byte) 0xFF);
    }

    Bytes content(AddressRange range) {
        int from = offset(range.start());
        return Bytes.copyOf(flash, from, from + (int) range.length());
    }

    void fill(byte[] content) {
        System.arraycopy(content, 0, flash, 0, content.length);
    }

    @Override public Route route() {
        return Route.UART;
    }

    @Override public Carrier carrier() {
        Carrier serial = SerialCarrier.usual(device.bootloader());
        return takesLoader ? new EasedCarrier.Bare(serial) : serial;
    }

    @Override public void useLoader() {
        acts.add("loader");
        loaded = takesLoader;
    }

    @Override public Optional<OnChip> onChip() {
        return loaded ? Optional.of(new Sums()) : Optional.empty();
    }

    @Override public RecoveryLadder ladder() {
        return RecoveryLadder.uart();
    }

    @Override public ChipIdentity connect() {
        return ChipIdentity.assumed(device).withOptions(options);
    }

    @Override public void stateSupply(VoltageBand band) {
        acts.add("supply " + band.code());
    }

    @Override public Bytes read(Address from, int length) {
        refuseUnless(length >= 1 && length <= 256 && device.layout().range().contains(new AddressRange(from, length)),
                "read of %d bytes at %s".formatted(length, from));
        bytesRead += length;
        Bytes read = content(new AddressRange(from, length));
        int damage = 0x10 + (everDifferent ? damagedReads : 0);
        return damagedReads-- > 0 ? Bytes.of(read.at(0) ^ damage).then(read.slice(1, length)) : read;
    }

    @Override public void erase(Sector sector, Duration patience) {
        acts.add("erase " + sector.number());
        if (writable(sector)) {
            int from = offset(sector.range().start());
            Arrays.fill(flash, from, from + (int) sector.sizeBytes(), (byte) 0xFF);
        }
    }

    @Override public void eraseEverything(Duration patience) {
        acts.add("erase everything");
        if (device.layout().sectors().stream().allMatch(this::writable)) {
            Arrays.fill(flash, (byte) 0xFF);
        }
    }

    @Override public void write(Address to, Bytes data, Duration patience) {
        refuseUnless(data.length() >= 1 && data.length() <= 256 && data.length() % 4 == 0 && to.isAlignedTo(4)
                && device.layout().range().contains(new AddressRange(to, data.length())),
                "write of %d bytes at %s".formatted(data.length(), to));
        acts.add("write " + to);
        for (int i = 0; i < data.length(); i++) {
            Address at = to.plus(i);
            if (writable(device.layout().sectorAt(at).orElseThrow())) {
                flash[offset(at)] &= (byte) data.at(i);
            }
        }
    }

    @Override public OptionBytes readOptions() {
        return options;
    }

    @Override public Optional<OptionBytes> writeOptions(OptionBytes wanted) {
        acts.add("options %03X".formatted(wanted.sectorBits()));
        options = wanted;
        return Optional.of(options);
    }

    @Override public ChipIdentity liftReadProtection(Duration patience) {
        throw new IllegalStateException("this chip is never read-protected");
    }

    @Override public ChipIdentity liftCodeProtection(Duration patience) {
        throw new IllegalStateException("this chip is never code-protected");
    }

    @Override public void start(Address at) {
        acts.add("start " + at);
    }

    @Override public List<Observation> observed() {
        return List.of();
    }

    @Override public Instruments instruments() {
        return Instruments.NONE;
    }

    @Override public void climb(Rung rung) {
        throw new IllegalStateException("nothing to climb on paper");
    }

    @Override public List<String> recoveries() {
        return List.of();
    }

    @Override public List<String> warnings() {
        return List.of();
    }

    @Override public void close() {
        acts.add("close");
    }

    /** What the chip says of itself. */
    private final class Sums implements OnChip {

        @Override public int checksum(AddressRange range) {
            return Checksums.crcOfWords(content(range)) ^ (sumsWrong ? 1 : 0);
        }

        @Override public Optional<Address> firstNotBlank(AddressRange range) {
            for (long at = 0; at < range.length(); at += WORD) {
                if (!content(new AddressRange(range.start().plus(at), WORD)).isAll(0xFF)) {
                    return Optional.of(range.start().plus(at));
                }
            }
            return Optional.empty();
        }
    }

    private boolean writable(Sector sector) {
        return !options.writeProtected().contains(sector.number());
    }

    private int offset(Address address) {
        return (int) address.minus(device.layout().base());
    }

    private static void refuseUnless(boolean allowed, String what) {
        if (!allowed) {
            throw new AssertionError("the bootloader refuses a " + what);
        }
    }
}
