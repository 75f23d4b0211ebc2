package io.sectorzero.sim.stlink;

import java.util.OptionalLong;

/**
 * One probe among its likes.
 *
 * @param disk         what the disk beside its debug interface does
 * @param serial       its serial number, as its description has it
 * @param habits       what its firmware does where nobody says it
 * @param temper       in which way it answers
 * @param temperAfter  after how many commands it begins to answer that way
 * @param wedgesAfter  after how many commands it does nothing any more until it has been without power
 * @param leavesAfter  after how many commands it leaves the bus
 * @param mixesUpChips whether it takes chips for others, as some clones do
 */
public record StLinkSettings(StLinkModel model, StLinkVersion version, Disk disk, String serial, FirmwareHabits habits, Temper temper,
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

    /** A good probe of this model. */
    public static StLinkSettings of(StLinkModel model) {
        return new StLinkSettings(model, model.newestFirmware(), Disk.ON, "066DFF515049657187212124", FirmwareHabits.USUAL, Temper.NORMAL, 0,
                OptionalLong.empty(), OptionalLong.empty(), false);
    }

    boolean hasDisk() {
        return model.isComposite() && disk != Disk.OFF;
    }

    int product() {
        return disk == Disk.OFF ? model.productWithoutDisk() : model.product();
    }

    public StLinkSettings withVersion(StLinkVersion changed) {
        return new StLinkSettings(model, changed, disk, serial, habits, temper, temperAfter, wedgesAfter, leavesAfter, mixesUpChips);
    }

    public StLinkSettings withDisk(Disk changed) {
        return new StLinkSettings(model, version, changed, serial, habits, temper, temperAfter, wedgesAfter, leavesAfter, mixesUpChips);
    }

    public StLinkSettings withSerial(String changed) {
        return new StLinkSettings(model, version, disk, changed, habits, temper, temperAfter, wedgesAfter, leavesAfter, mixesUpChips);
    }

    public StLinkSettings withTemper(Temper changed, long after) {
        return new StLinkSettings(model, version, disk, serial, habits, changed, after, wedgesAfter, leavesAfter, mixesUpChips);
    }

    public StLinkSettings withWedge(OptionalLong after) {
        return new StLinkSettings(model, version, disk, serial, habits, temper, temperAfter, after, leavesAfter, mixesUpChips);
    }

    public StLinkSettings withLeaving(OptionalLong after) {
        return new StLinkSettings(model, version, disk, serial, habits, temper, temperAfter, wedgesAfter, after, mixesUpChips);
    }

    public StLinkSettings with(FirmwareHabits changed) {
        return new StLinkSettings(model, version, disk, serial, changed, temper, temperAfter, wedgesAfter, leavesAfter, mixesUpChips);
    }

    public StLinkSettings mixingUpChips(boolean changed) {
        return new StLinkSettings(model, version, disk, serial, habits, temper, temperAfter, wedgesAfter, leavesAfter, changed);
    }
}
