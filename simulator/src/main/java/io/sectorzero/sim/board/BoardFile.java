package io.sectorzero.sim.board;

import io.sectorzero.description.DescriptionFile;
import io.sectorzero.sim.fault.BootCondition;
import io.sectorzero.sim.fault.BootCondition.NoiseAfter;
import io.sectorzero.sim.fault.BootCondition.Strap;
import io.sectorzero.sim.fault.ChipCondition;
import io.sectorzero.sim.fault.DfuCondition;
import io.sectorzero.sim.fault.Direction;
import io.sectorzero.sim.fault.DroppedStart;
import io.sectorzero.sim.fault.Fault;
import io.sectorzero.sim.fault.FaultPlan;
import io.sectorzero.sim.fault.FlashCondition;
import io.sectorzero.sim.fault.LineUnplugged;
import io.sectorzero.sim.fault.OptionCondition;
import io.sectorzero.sim.fault.PowerCondition;
import io.sectorzero.sim.fault.UartCondition;
import io.sectorzero.sim.fault.UsbCondition;
import io.sectorzero.sim.fault.WornSector;
import io.sectorzero.sim.rom.LoaderPin;
import io.sectorzero.sim.rom.RomSwitch;
import io.sectorzero.sim.stm32f412.Switch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A board file: TOML whose tables and keys are those of the cause catalogue's parameter index. What it does not say is
 * healthy; a key nobody knows is refused with file, line and key.
 */
public final class BoardFile {

    /** PG, SER, MER, SNB, PSIZE, EOPIE, ERRIE. RM0090 Rev 21 §3.9 [S]. */
    private static final int LEFT_IN_CR = 0x0300_037F;

    private enum Level { LOW, HIGH }

    private enum Watchdog { SW, HW }

    private final DescriptionFile file;

    private BoardFile(DescriptionFile file) {
        this.file = file;
    }

    /** @throws io.sectorzero.failure.BadDescription naming file, line and key */
    public static BoardSettings read(Path path) {
        return of(DescriptionFile.read(path));
    }

    public static BoardSettings of(DescriptionFile file) {
        BoardSettings settings = new BoardFile(file).settings();
        file.refuseUnknownKeys();
        return settings;
    }

    private BoardSettings settings() {
        UsbCondition usb = usb();
        return BoardSettings.healthy()
                .with(power()).with(DebugKeys.reset(file)).with(DebugKeys.swd(file)).with(DebugKeys.probe(file)).with(boot()).with(option()).with(flash()).with(chip()).with(uart()).with(usb).with(dfu())
                .with(FirmwareKeys.read(file))
                .with(new FaultPlan(faults(usb)))
                .with(switches())
                .with(new OpenQuestions(constants("switches.chip", Switch.class), constants("switches.loader", RomSwitch.class)));
    }

    private PowerCondition power() {
        PowerCondition healthy = PowerCondition.HEALTHY;
        return new PowerCondition(
                file.decimal("power.vdd", 0, 4).orElse(healthy.vdd()),
                file.decimal("power.sourceOhm", 0, 1_000_000).orElse(healthy.sourceOhm()),
                file.decimal("power.bulkUf", 0, 100_000).orElse(healthy.bulkUf()),
                file.decimal("power.vdda", 0, 4),
                file.decimal("power.vcapUf", 0, 1000).orElse(healthy.vcapUf()),
                file.decimal("power.vcapV", 0, 4),
                file.flag("power.pdrOn").orElse(healthy.pdrOn()),
                file.flag("power.byProbe").orElse(healthy.byProbe()));
    }

    private BootCondition boot() {
        List<String> pins = file.strings("boot.pinNoise");
        for (String pin : pins) {
            if (List.of(LoaderPin.values()).stream().noneMatch(known -> known.name().equals(pin))) {
                throw file.complaint("boot.pinNoise", "the loader does not look at \"%s\"; it looks at %s"
                        .formatted(pin, List.of(LoaderPin.values())));
            }
        }
        return new BootCondition(
                file.choice("boot.boot0", Strap.class).orElse(Strap.SWITCH),
                file.choice("boot.boot1", Level.class).orElse(Level.LOW) == Level.HIGH,
                pins,
                file.choice("boot.pinNoiseAfter", NoiseAfter.class).orElse(NoiseAfter.ANY_RESET),
                file.decimal("boot.pinNoiseChance", 0, 1).orElse(1));
    }

    private OptionCondition option() {
        OptionCondition factory = OptionCondition.FACTORY;
        return new OptionCondition(
                integer("option.rdp", 0xFF, factory.rdp()),
                integer("option.nwrp", 0xFFF, factory.nwrp()),
                file.flag("option.sprmod").orElse(factory.sprmod()),
                file.choice("option.wdgSw", Watchdog.class).orElse(Watchdog.SW) == Watchdog.HW,
                integer("option.bor", 3, factory.borLevel()),
                (int) file.integer("option.stuckMask", 0, 0xFFFF_FFFFL).orElse(factory.stuckMask()),
                file.flag("option.pendingUntilPor").orElse(factory.pendingUntilPor()));
    }

    private FlashCondition flash() {
        FlashCondition blank = FlashCondition.BLANK;
        return new FlashCondition(
                FlashContent.of(file, "flash.content"),
                file.decimal("flash.eraseTimeScale", 0.001, 1000).orElse(blank.eraseTimeScale()),
                flags(),
                control(),
                file.choice("flash.keySequenceState", FlashCondition.Keys.class).orElse(blank.keys()),
                file.flag("flash.cache").orElse(blank.cached()),
                file.integers("otp.lock", 0, 15).stream().map(Long::intValue).toList(),
                worn());
    }

    private int flags() {
        int flags = integer("flash.sr.initial", 0x1F3, 0);
        if ((flags & ~FlashCondition.ERRORS_OF_REFUSED_OPERATIONS) != 0) {
            throw file.complaint("flash.sr.initial", "earlier code leaves flags among 0xF0: WRPERR, PGAERR, PGPERR, PGSERR");
        }
        return flags;
    }

    private int control() {
        int bits = (int) file.integer("flash.cr.initial", 0, 0xFFFF_FFFFL).orElse(0);
        if ((bits & ~LEFT_IN_CR) != 0) {
            throw file.complaint("flash.cr.initial", "earlier code leaves bits among 0x0300037F, without STRT and LOCK");
        }
        return bits;
    }

    private List<WornSector> worn() {
        var worn = new ArrayList<WornSector>();
        for (String sector : file.keysOf("flash.wear")) {
            String key = "flash.wear." + sector;
            if (!sector.matches("[0-9]|1[01]")) {
                throw file.complaint(key, "sectors have the numbers 0 to 11");
            }
            worn.add(new WornSector(Integer.parseInt(sector), integer(key, 10_000_000, 0)));
        }
        return worn;
    }

    private ChipCondition chip() {
        ChipCondition healthy = ChipCondition.HEALTHY;
        int kb = integer("chip.flashKb", 1024, healthy.flashKb());
        if (kb != 512 && kb != 1024) {
            throw file.complaint("chip.flashKb", "the part exists with 512 and with 1024");
        }
        int loader = integer("chip.blVersion", 0xFF, healthy.blVersion());
        if (loader != 0x90 && loader != 0x91) {
            throw file.complaint("chip.blVersion", "this part's loaders are 0x90 and 0x91");
        }
        return new ChipCondition(kb,
                integer("chip.devId", 0xFFF, healthy.devId()),
                integer("chip.revId", 0xFFFF, healthy.revId()),
                loader,
                file.flag("chip.infoBlockReadable").orElse(healthy.infoBlockReadable()),
                integer("chip.jep106", 0xFFF, healthy.jep106()),
                file.flag("chip.sectorEraseFails").orElse(healthy.sectorEraseFails()));
    }

    private UartCondition uart() {
        UartCondition healthy = UartCondition.HEALTHY;
        return new UartCondition(
                file.choice("uart.wiring", UartCondition.Wiring.class).orElse(healthy.wiring()),
                file.choice("uart.parity", UartCondition.Parity.class),
                file.flag("uart.adapter.noParity").orElse(healthy.noParity()),
                integer("uart.adapter.maxBaud", UartCondition.ANY_BAUD, UartCondition.ANY_BAUD),
                file.decimal("uart.baudErrorPct", -50, 50).orElse(healthy.baudErrorPct()),
                file.decimal("uart.autobaudJitterPct", 0, 50).orElse(healthy.autobaudJitterPct()),
                file.integers("uart.preNoise", 0, 0xFF).stream().map(Long::intValue).toList(),
                file.choice("uart.preNoiseAfter", NoiseAfter.class).orElse(healthy.preNoiseAfter()),
                file.flag("uart.leadingZero").orElse(healthy.leadingZero()));
    }

    private UsbCondition usb() {
        return new UsbCondition(
                file.choice("usb.dpLevel", Level.class).orElse(Level.LOW) == Level.HIGH,
                file.integer("usb.hseHz", 0, 50_000_000).orElse(UsbCondition.HEALTHY.hseHz()),
                file.integer("usb.dropAfterBytes", 0, Long.MAX_VALUE),
                file.flag("usb.cable").orElse(false),
                file.flag("usb.lineLoad").orElse(false),
                file.decimal("hsi.errorPct", -10, 10).orElse(0),
                file.integer("hse.dropAt", 0, 3_600_000));
    }

    private DfuCondition dfu() {
        DfuCondition healthy = DfuCondition.HEALTHY;
        int transfer = integer("dfu.transferSize", 4096, healthy.transferBytes());
        if (transfer < 64 || transfer % 4 != 0) {
            throw file.complaint("dfu.transferSize", "is a multiple of 4 from 64 to 4096");
        }
        return new DfuCondition(
                file.choice("dfu.initialState", DfuCondition.Begins.class).orElse(healthy.begins()),
                file.decimal("dfu.pollTimeoutScale", 0, 1000).orElse(healthy.pollScale()),
                transfer,
                file.flag("dfu.dropOnLeave").orElse(healthy.dropsOnLeave()));
    }

    private List<Fault> faults(UsbCondition usb) {
        var faults = new ArrayList<Fault>();
        file.integer("flash.dropStrt", 1, Integer.MAX_VALUE).ifPresent(times -> faults.add(new DroppedStart((int) times)));
        usb.dropAfterBytes().ifPresent(bytes -> faults.add(new LineUnplugged(Direction.TO_HOST, bytes)));
        file.tables("fault").forEach(entry -> faults.add(FaultEntry.read(entry)));
        return faults;
    }

    private Set<Switchable> switches() {
        Set<Switchable> wired = constants("bench.controls", Switchable.class);
        return file.has("bench.controls") ? wired : EnumSet.allOf(Switchable.class);
    }

    /** Constants of an enum, written in any case and with - for _. */
    private <E extends Enum<E>> Set<E> constants(String key, Class<E> type) {
        Set<E> found = EnumSet.noneOf(type);
        for (String written : file.strings(key)) {
            String name = written.replace('-', '_').toUpperCase(Locale.ROOT);
            found.add(Stream.of(type.getEnumConstants()).filter(one -> one.name().equals(name)).findFirst()
                    .orElseThrow(() -> file.complaint(key, "\"%s\" is none of %s".formatted(written,
                            List.of(type.getEnumConstants())))));
        }
        return found;
    }

    private int integer(String key, int most, int otherwise) {
        return (int) file.integer(key, 0, most).orElse(otherwise);
    }
}
