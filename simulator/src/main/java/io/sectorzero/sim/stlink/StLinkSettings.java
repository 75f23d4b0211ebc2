package io.sectorzero.sim.stlink;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One probe among its likes.
 *
 * @param disk         what the disk beside its debug interface does
 * @param serial       its serial number, as its description has it
 * @param waitRetries  how often it repeats a transfer that is answered WAIT; empty: as its like does
 * @param temper       in which way it answers
 * @param temperAfter  after how many commands it begins to answer that way
 * @param wedgesAfter  after how many commands it does nothing any more until it has been without power
 * @param leavesAfter  after how many commands it leaves the bus
 * @param mixesUpChips whether it takes chips for others, as some clones do
 */
public record StLinkSettings(StLinkModel model, StLinkVersion version, Disk disk, String serial, OptionalInt waitRetries, Temper temper,
                             long temperAfter, OptionalLong wedgesAfter, OptionalLong leavesAfter, boolean mixesUpChips) {

    /** How a probe answers. */
    public enum Temper {
        NORMAL,
        /** One byte is missing at the end. */
        SHORT,
        /** More than was asked for. */
        LONG,
        /** When nobody waits any more. */
        LATE,
        /** As long as it should be, and nonsense. */
        GARBAGE
    }

    /** The disk that most models have. */
    public enum Disk {
        ON,
        /** Switched off with the maker's tool, which makes another USB product of the probe. */
        OFF,
        /** Somebody copies to it. */
        BUSY
    }

    // A hundred transfers are a millisecond or so; the maker does not say when his firmware gives up. UNCONFIRMED.
    private static final int USUAL_RETRIES = 100;

    /** A good probe of this model. */
    public static StLinkSettings of(StLinkModel model) {
        return new StLinkSettings(model, model.newestFirmware(), Disk.ON, "066DFF515049657187212124", OptionalInt.empty(), Temper.NORMAL, 0,
                OptionalLong.empty(), OptionalLong.empty(), false);
    }

    boolean hasDisk() {
        return model.isComposite() && disk != Disk.OFF;
    }

    int product() {
        return disk == Disk.OFF ? model.productWithoutDisk() : model.product();
    }

    int retries() {
        return waitRetries.orElse(USUAL_RETRIES);
    }

    public StLinkSettings withVersion(StLinkVersion changed) {
        return new StLinkSettings(model, changed, disk, serial, waitRetries, temper, temperAfter, wedgesAfter, leavesAfter, mixesUpChips);
    }

    public StLinkSettings withDisk(Disk changed) {
        return new StLinkSettings(model, version, changed, serial, waitRetries, temper, temperAfter, wedgesAfter, leavesAfter, mixesUpChips);
    }

    public StLinkSettings withSerial(String changed) {
        return new StLinkSettings(model, version, disk, changed, waitRetries, temper, temperAfter, wedgesAfter, leavesAfter, mixesUpChips);
    }

    public StLinkSettings withTemper(Temper changed, long after) {
        return new StLinkSettings(model, version, disk, serial, waitRetries, changed, after, wedgesAfter, leavesAfter, mixesUpChips);
    }

    public StLinkSettings withWedge(OptionalLong after) {
        return new StLinkSettings(model, version, disk, serial, waitRetries, temper, temperAfter, after, leavesAfter, mixesUpChips);
    }

    public StLinkSettings withLeaving(OptionalLong after) {
        return new StLinkSettings(model, version, disk, serial, waitRetries, temper, temperAfter, wedgesAfter, after, mixesUpChips);
    }

    public StLinkSettings withRetries(OptionalInt changed) {
        return new StLinkSettings(model, version, disk, serial, changed, temper, temperAfter, wedgesAfter, leavesAfter, mixesUpChips);
    }

    public StLinkSettings mixingUpChips(boolean changed) {
        return new StLinkSettings(model, version, disk, serial, waitRetries, temper, temperAfter, wedgesAfter, leavesAfter, changed);
    }
}
