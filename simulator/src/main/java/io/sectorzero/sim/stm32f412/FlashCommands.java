package io.sectorzero.sim.stm32f412;

import io.sectorzero.sim.silicon.Master;
import io.sectorzero.sim.silicon.Unmodelled;
import io.sectorzero.sim.stm32f412.FlashRegisters.Cr;
import io.sectorzero.sim.stm32f412.FlashRegisters.Optcr;
import io.sectorzero.sim.stm32f412.FlashRegisters.Sr;
import io.sectorzero.sim.stm32f412.ReadProtectionRules.Area;
import io.sectorzero.sim.world.Dice;

/** What STRT and OPTSTRT set in motion, and what they refuse. RM0090 Rev 21 §3.6.3, §3.7.2, §3.7.4 [S]. */
final class FlashCommands {

    private static final int WRPERR = Sr.WRPERR.place().mask();
    private static final int X8 = 0;
    private static final int FIRST_SECTOR_OF_THE_ERRATUM = 5;
    private static final int REVISION_Z = 0x1001;

    private final FlashRegisters registers;
    private final FlashStatus status;
    private final BusyTimer busy;
    private final Timings timings;
    private final MainArray main;
    private final WeakCells weakCells;
    private final OptionByteStore options;
    private final ReadProtection readProtection;
    private final WriteProtection writeProtection;
    private final Geometry geometry;
    private final ChipSettings settings;
    private final Dice optionDice;
    private final Unmodelled unmodelled;
    private final Story story;

    FlashCommands(FlashParts parts, OptionByteStore options, Dice optionDice, Unmodelled unmodelled,
                  Story story) {
        registers = parts.registers();
        status = parts.status();
        busy = parts.busy();
        timings = parts.timings();
        main = parts.main();
        weakCells = parts.weakCells();
        readProtection = parts.readProtection();
        writeProtection = parts.writeProtection();
        geometry = parts.geometry();
        settings = parts.settings();
        this.options = options;
        this.optionDice = optionDice;
        this.unmodelled = unmodelled;
        this.story = story;
    }

    /** STRT was set. */
    void erase(Master master) {
        boolean sector = registers.cr.is(Cr.SER);
        boolean mass = registers.cr.is(Cr.MER);
        if (!sector && !mass) {
            unmodelled.note("FLASH_CR: STRT with neither SER nor MER, which RM0090 calls unpredictable");
            registers.cr.lower(Cr.STRT);
        } else if (status.blocks() || main.overlay().losesStart()) {
            registers.cr.lower(Cr.STRT);
        } else if (!readProtection.opensFlashTo(master)) {
            refuseErase();
        } else if (mass) {
            massErase(sector);
        } else {
            sectorErase(registers.cr.get(Cr.SNB));
        }
    }

    private void massErase(boolean withSer) {
        boolean contradiction = withSer && settings.switches().on(Switch.SER_WITH_MER_RAISES_WRPERR);
        if (contradiction || writeProtection.refusesMassErase()) {
            refuseErase();
            return;
        }
        int psize = registers.cr.get(Cr.PSIZE);
        long nanos = main.overlay().eraseNanos(CellOverlay.EVERY_SECTOR, timings.massEraseNanos(psize));
        start(0, geometry.flashBytes(), psize, false, nanos);
    }

    private void sectorErase(int sector) {
        if (sector >= geometry.sectors()) {
            eraseAbsent(sector);
        } else if (writeProtection.refuses(sector)) {
            refuseErase();
        } else {
            int psize = registers.cr.get(Cr.PSIZE);
            long nanos = main.overlay().eraseNanos(sector, timings.sectorEraseNanos(sector, psize));
            int from = Geometry.start(sector);
            start(from, from + Geometry.size(sector), psize, isErratum(sector), nanos);
        }
    }

    private void eraseAbsent(int sector) {
        boolean existsOnLargerPart = sector < 12;
        if (existsOnLargerPart && !settings.switches().on(Switch.ABSENT_SECTOR_RAISES_WRPERR)) {
            registers.cr.lower(Cr.STRT);
        } else {
            refuseErase();
        }
    }

    private boolean isErratum(int sector) {
        return sector >= FIRST_SECTOR_OF_THE_ERRATUM && settings.revId() == REVISION_Z
                && settings.switches().on(Switch.REVISION_Z_ERASES_PARTLY);
    }

    private void start(int from, int to, int psize, boolean leavesStretch, long nanos) {
        var operation = new EraseOperation(main.cells(), weakCells, from, to, psize, leavesStretch,
                0, this::eraseEnded);
        story.tell("%s, %s", operation, registers.cr);
        busy.start(operation, nanos);
    }

    private void eraseEnded() {
        registers.cr.lower(Cr.STRT);
        status.finish();
        story.tell("erased");
    }

    private void refuseErase() {
        registers.cr.lower(Cr.STRT);
        status.refuse(WRPERR);
        story.tell("erase refused, %s", registers.sr);
    }

    /** OPTSTRT was set. The level left is the one stored, whether or not it was ever loaded. */
    void writeOptions(Master master) {
        OptionValues wanted = OptionValues.ofRegister(registers.optcr.value());
        ProtectionLevel before = options.values().level();
        boolean regression = before == ProtectionLevel.ONE && wanted.level() == ProtectionLevel.ZERO;
        boolean frozen = before == ProtectionLevel.TWO || !readProtection.allows(Area.OPTION_BYTES, master);
        if (frozen || writeProtection.forbids(wanted, regression)) {
            registers.optcr.lower(Optcr.OPTSTRT);
            status.refuse(WRPERR);
            story.tell("option write refused, %s", registers.sr);
        } else if (regression) {
            eraseForRegression(optionWrite(wanted));
        } else {
            start(optionWrite(wanted));
        }
    }

    // Not the MER command: it succeeds with write-protected sectors, whose protection stays. RM0402 Rev 6 §3.6.3.
    private void eraseForRegression(OptionOperation options) {
        boolean byteWide = settings.switches().on(Switch.REGRESSION_ERASES_BYTE_WIDE);
        int psize = byteWide ? X8 : registers.cr.get(Cr.PSIZE);
        long nanos = main.overlay().eraseNanos(CellOverlay.EVERY_SECTOR, timings.massEraseNanos(psize));
        long afterwards = settings.optionEraseNanos() + options.followUpNanos();
        story.tell("mass erase for read protection level 0");
        busy.start(new EraseOperation(main.cells(), weakCells, 0, geometry.flashBytes(), psize, false, afterwards,
                () -> start(options)), nanos);
    }

    private OptionOperation optionWrite(OptionValues wanted) {
        boolean leavesBlank = settings.switches().on(Switch.INTERRUPTED_OPTIONS_ARE_BLANK);
        return new OptionOperation(options, wanted, busy, timings.programNanos(), leavesBlank, optionDice,
                this::optionsEnded);
    }

    private void start(OptionOperation write) {
        story.tell("writing option bytes, %s", registers.optcr);
        busy.start(write, settings.optionEraseNanos());
    }

    private void optionsEnded() {
        registers.optcr.lower(Optcr.OPTSTRT);
        status.finish();
        story.tell("option bytes written");
        if (settings.switches().on(Switch.RDP_ACTS_AFTER_OPTSTRT)) {
            readProtection.enforce(options.values().level());
        }
    }
}
