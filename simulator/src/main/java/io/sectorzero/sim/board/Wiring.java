package io.sectorzero.sim.board;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.fault.BootCondition.NoiseAfter;
import io.sectorzero.sim.fault.ChipCondition;
import io.sectorzero.sim.fault.DfuCondition;
import io.sectorzero.sim.fault.Direction;
import io.sectorzero.sim.fault.FlashCondition;
import io.sectorzero.sim.fault.OptionCondition;
import io.sectorzero.sim.fault.UartCondition;
import io.sectorzero.sim.fault.UsbCondition;
import io.sectorzero.sim.rom.LoaderPin;
import io.sectorzero.sim.rom.LoaderPort;
import io.sectorzero.sim.rom.LoaderUsb;
import io.sectorzero.sim.rom.RomSettings;
import io.sectorzero.sim.rom.UsbSettings;
import io.sectorzero.sim.stm32f412.Chip;
import io.sectorzero.sim.stm32f412.ChipSettings;
import io.sectorzero.sim.stm32f412.OptionValues;
import io.sectorzero.sim.stm32f412.Switch;
import io.sectorzero.sim.stm32f412.TimingChoice;
import io.sectorzero.sim.usb.UsbSocket;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/** What the conditions of a board mean for the parts on it. */
final class Wiring {

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int OTP_LOCKS = 512;
    private static final int OTP_BYTES = OTP_LOCKS + 16;

    private Wiring() {
    }

    static ChipSettings chip(BoardSettings settings) {
        ChipCondition chip = settings.chip();
        ChipSettings typical = ChipSettings.typical();
        ChipSettings fitting = typical
                .withFlashKb(chip.flashKb())
                .withIdentity(chip.devId(), chip.revId(), typical.uniqueId())
                .withBootloaderId(chip.blVersion())
                .withInfoBlockReadable(chip.infoBlockReadable())
                .withTiming(TimingChoice.TYPICAL, settings.flash().eraseTimeScale())
                .withStuckOptionMask(settings.option().stuckMask())
                .withMaker(chip.jep106())
                .withSupervisor(settings.power().pdrOn())
                .with(Switch.OPTIONS_WAIT_FOR_POWER_ON, settings.option().pendingUntilPor())
                .with(Switch.REVISION_Z_ERASES_PARTLY, chip.sectorEraseFails());
        for (Switch turned : Switch.values()) {
            if (settings.questions().chip().contains(turned)) {
                fitting = fitting.with(turned, !turned.careful());
            }
        }
        return fitting;
    }

    static OptionValues options(OptionCondition option) {
        return OptionValues.FACTORY
                .withRdp(option.rdp())
                .withNwrp(option.nwrp())
                .withSprmod(option.sprmod())
                .withBorLevel(OptionValues.BOR_OFF - option.borLevel())
                .withSoftwareWatchdog(!option.hardwareWatchdog());
    }

    /** Blank, except for the lock bytes of locked blocks. RM0090 Rev 21 §3.8 [S]. */
    static Bytes otp(FlashCondition flash) {
        byte[] content = new byte[OTP_BYTES];
        Arrays.fill(content, (byte) 0xFF);
        flash.otpLocked().forEach(block -> content[OTP_LOCKS + block] = 0);
        return Bytes.copyOf(content);
    }

    static long haltDelayNanos(BoardSettings settings) {
        return settings.firmware().ignoreHaltMs() * NANOS_PER_MILLI;
    }

    static RomSettings rom(BoardSettings settings) {
        UartCondition uart = settings.uart();
        List<LoaderPin> pins = settings.boot().noisyPins().stream().map(LoaderPin::valueOf).toList();
        return new RomSettings(settings.chip().devId(), uart.baudErrorPct(), uart.autobaudJitterPct(), uart.leadingZero(),
                pins, settings.usb().dpHigh(), settings.usb().hseHz(), settings.questions().loader());
    }

    static LoaderUsb usb(BoardSettings settings, UsbSocket socket) {
        UsbCondition usb = settings.usb();
        DfuCondition dfu = settings.dfu();
        OptionalLong drops = usb.crystalDropMillis().isEmpty() ? OptionalLong.empty()
                : OptionalLong.of(usb.crystalDropMillis().getAsLong() * NANOS_PER_MILLI);
        return new LoaderUsb(socket, new UsbSettings(usb.hsiErrorPct(), usb.lineLoaded(), drops,
                UsbSettings.Begins.valueOf(dfu.begins().name()), dfu.pollScale(), dfu.transferBytes(), dfu.dropsOnLeave()));
    }

    /**
     * The USART the adapter's wires end at. Crossed wires join two outputs and two inputs: nothing arrives. The loader
     * V9.0 drives USART3 on other pins than documented, AN2606 Rev 70 "STM32F412xx devices", so nothing arrives there either.
     */
    static List<LoaderPort> ports(BoardSettings settings, AdapterSocket socket) {
        UartCondition.Wiring wiring = settings.uart().wiring();
        boolean deaf = wiring == UartCondition.Wiring.CROSSED
                || wiring == UartCondition.Wiring.USART3
                && settings.chip().blVersion() == ChipCondition.LOADER_WITH_WRONG_USART3;
        return deaf ? List.of() : List.of(new LoaderPort(wiring.name(),
                socket.wire(Direction.TO_BOARD), socket.wire(Direction.TO_HOST)));
    }

    /** The same pins as seen by a program; a loader that looks for USART3 elsewhere changes nothing about them. */
    static void connect(BoardSettings settings, AdapterSocket socket, Chip chip) {
        switch (settings.uart().wiring()) {
            case USART1 -> chip.serial(1, socket.wire(Direction.TO_BOARD), socket.wire(Direction.TO_HOST));
            case USART2 -> chip.serial(2, socket.wire(Direction.TO_BOARD), socket.wire(Direction.TO_HOST));
            case USART3 -> chip.serial(3, socket.wire(Direction.TO_BOARD), socket.wire(Direction.TO_HOST));
            case CROSSED -> { }
        }
    }

    static Bytes content(BoardSettings settings) {
        Bytes content = settings.flash().content();
        int flashBytes = settings.chip().flashKb() * 1024;
        return content.length() <= flashBytes ? content : content.slice(0, flashBytes);
    }

    static boolean applies(NoiseAfter noise, ResetKind reset) {
        return switch (noise) {
            case ANY_RESET -> true;
            case POWER_ON -> reset == ResetKind.POWER_ON;
            case PIN_RESET -> reset == ResetKind.PIN;
        };
    }
}
