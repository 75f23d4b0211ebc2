package io.sectorzero.device;

import io.sectorzero.memory.Bytes;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The option bytes of one chip, decoded. Immutable; a change returns another one that keeps every reserved bit.
 *
 * <p>The sector bits turn round with SPRMOD: without it a 0 forbids writing the sector, with it a 1 forbids reading and
 * writing. RM0090 Rev 21 §3.7.5 [S].
 */
public record OptionBytes(OptionByteLayout layout, Bytes raw) {

    public OptionBytes {
        if (raw.length() != layout.length()) {
            throw new IllegalArgumentException("%d option bytes instead of %d".formatted(raw.length(), layout.length()));
        }
    }

    public ReadProtection readProtection() {
        return ReadProtection.of(readProtectionByte());
    }

    public int readProtectionByte() {
        return layout.fields().readProtection().read(raw);
    }

    /** SPRMOD: the sector bits mean proprietary code protection. */
    public boolean codeProtectionMode() {
        return layout.fields().codeProtection().read(raw) == 1;
    }

    /** nWRP as it stands in the chip, whatever it means under {@link #codeProtectionMode()}. */
    public int sectorBits() {
        return layout.fields().sectorProtection().read(raw);
    }

    /** Sectors that can be read, but neither written nor erased. */
    public Set<Integer> writeProtected() {
        return codeProtectionMode() ? Set.of() : sectorsWhere(0);
    }

    /** Sectors that can be executed only: PCROP. */
    public Set<Integer> codeProtected() {
        return codeProtectionMode() ? sectorsWhere(1) : Set.of();
    }

    public boolean resetOnStandby() {
        return layout.fields().resetOnStandby().read(raw) == 0;
    }

    public boolean resetOnStop() {
        return layout.fields().resetOnStop().read(raw) == 0;
    }

    /** False: the watchdog starts with the chip and nothing stops it. */
    public boolean watchdogInSoftware() {
        return layout.fields().watchdogSoftware().read(raw) == 1;
    }

    /** BOR_LEV as it stands in the chip: 3 is off, 0 the highest threshold. */
    public int brownOutField() {
        return layout.fields().brownOut().read(raw);
    }

    /** The supply below which the chip holds itself in reset; 0 when that is off. */
    public double brownOutVolts() {
        return layout.brownOutVolts().get(brownOutField());
    }

    public OptionBytes withReadProtection(ReadProtection level) {
        return readProtection() == level ? this : changed(layout.fields().readProtection(), level.value());
    }

    /** Exactly these sectors write-protected. @throws IllegalStateException under SPRMOD, where the bits mean something else */
    public OptionBytes withWriteProtected(Set<Integer> sectors) {
        if (codeProtectionMode()) {
            throw new IllegalStateException("sector bits mean code protection while SPRMOD is set");
        }
        int bits = (1 << layout.sectorCount()) - 1;
        for (int sector : sectors) {
            bits &= ~(1 << sector);
        }
        return changed(layout.fields().sectorProtection(), bits);
    }

    /** Proprietary code protection off and every sector writable; the chip accepts it only together with level 1 to 0. */
    public OptionBytes withoutCodeProtection() {
        return changed(layout.fields().codeProtection(), 0).withWriteProtected(Set.of());
    }

    public OptionBytes withResetOnStandby(boolean reset) {
        return changed(layout.fields().resetOnStandby(), reset ? 0 : 1);
    }

    public OptionBytes withResetOnStop(boolean reset) {
        return changed(layout.fields().resetOnStop(), reset ? 0 : 1);
    }

    public OptionBytes withWatchdogInSoftware(boolean software) {
        return changed(layout.fields().watchdogSoftware(), software ? 1 : 0);
    }

    public OptionBytes withBrownOutField(int value) {
        return changed(layout.fields().brownOut(), value);
    }

    /** Whether both mean the same; reserved bits and the many spellings of level 1 do not count. */
    public boolean sameSettings(OptionBytes other) {
        return readProtection() == other.readProtection() && layout.fields().all().stream()
                .filter(field -> field != layout.fields().readProtection())
                .allMatch(field -> field.read(raw) == field.read(other.raw));
    }

    /** "RDP AA (level 0), nWRP FFE, SPRMOD 0, write-protected 0, BOR off, watchdog by software". */
    public String describe() {
        return "RDP %02X (%s), nWRP %03X, SPRMOD %d%s, BOR %s, watchdog by %s%s%s".formatted(
                readProtectionByte(), readProtection(), sectorBits(), codeProtectionMode() ? 1 : 0,
                protection(), brownOutVolts() == 0 ? "off" : "below %.2f V".formatted(brownOutVolts()),
                watchdogInSoftware() ? "software" : "hardware",
                resetOnStop() ? ", reset on Stop" : "", resetOnStandby() ? ", reset on Standby" : "");
    }

    private String protection() {
        Set<Integer> sectors = codeProtectionMode() ? codeProtected() : writeProtected();
        if (sectors.isEmpty()) {
            return "";
        }
        return ", %s-protected %s".formatted(codeProtectionMode() ? "code" : "write",
                sectors.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    }

    private Set<Integer> sectorsWhere(int value) {
        var sectors = new TreeSet<Integer>();
        for (int sector = 0; sector < layout.sectorCount(); sector++) {
            if ((sectorBits() >>> sector & 1) == value) {
                sectors.add(sector);
            }
        }
        return sectors;
    }

    private OptionBytes changed(BitField field, int value) {
        return new OptionBytes(layout, field.write(raw, value));
    }
}
