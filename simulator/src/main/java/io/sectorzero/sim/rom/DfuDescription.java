package io.sectorzero.sim.rom;

import io.sectorzero.memory.Bytes;
import io.sectorzero.sim.usb.UsbDescription;
import io.sectorzero.sim.usb.UsbInterface;
import io.sectorzero.sim.usb.UsbSpeed;
import java.util.List;

/**
 * The loader as it presents itself on USB: one interface with an alternate setting for each kind of memory, whose strings
 * tell the host what is where. AN3156 Rev 18 [P]; the strings as seen on F40x and F411 [F], UNCONFIRMED for this part.
 */
final class DfuDescription {

    private static final int ST = 0x0483;
    private static final int LOADER = 0xDF11;
    private static final int PROTOCOL_2_2 = 0x2200;
    /** Class application specific, subclass DFU, protocol DFU mode. USB DFU Rev 1.1 §4.2.3. */
    private static final int DFU_MODE = 0xFE0102;
    private static final int CONTROL_PACKET = 64;
    private static final int SELF_POWERED = 0xC0;
    private static final int MILLIAMPS = 100;

    private static final int FUNCTIONAL_BYTES = 9;
    private static final int FUNCTIONAL = 0x21;
    // Can download, can upload, will detach by itself; not manifestation tolerant. USB DFU Rev 1.1 §4.1.3; seen widely [F].
    private static final int ABLE = 0x0B;
    private static final int DETACH_MILLIS = 255;
    private static final int DFUSE_LOW = 0x1A;
    private static final int DFUSE_HIGH = 0x01;

    private static final int SECTORS_OF_512_KB = 8;
    private static final int UID_BYTES = 12;

    private DfuDescription() {
    }

    static UsbDescription of(int sectors, Bytes uniqueId, int transferBytes) {
        int large = sectors == SECTORS_OF_512_KB ? 3 : 7;
        return new UsbDescription(UsbSpeed.FULL, ST, LOADER, PROTOCOL_2_2, 0, CONTROL_PACKET,
                "STMicroelectronics", "STM32  BOOTLOADER", serial(uniqueId), SELF_POWERED, MILLIAMPS, List.of(
                        memory(0, "@Internal Flash  /0x08000000/04*016Kg,01*064Kg,%02d*128Kg".formatted(large)),
                        memory(1, "@Option Bytes  /0x1FFFC000/01*016 e"),
                        memory(2, "@OTP Memory /0x1FFF7800/01*512 e,01*016 e"),
                        memory(3, "@Device Feature/0xFFFF0000/01*004 e").withBehind(functional(transferBytes))));
    }

    /**
     * Twelve digits out of the twelve bytes of the unique id: b11, b10 + b2, b9, b8 + b0, b7, b6, sums without carry.
     * [O: libopencm3 lib/stm32/common/desig_common_all.c, bytes ordered so that real serials make sense]; UNCONFIRMED.
     */
    static String serial(Bytes id) {
        if (id.length() != UID_BYTES) {
            throw new IllegalArgumentException("a unique id has 12 bytes, not " + id.length());
        }
        return "%02X%02X%02X%02X%02X%02X".formatted(id.at(11), id.at(10) + id.at(2) & 0xFF, id.at(9),
                id.at(8) + id.at(0) & 0xFF, id.at(7), id.at(6));
    }

    private static UsbInterface memory(int alternate, String name) {
        return UsbInterface.of(0, DFU_MODE, name).withAlternate(alternate);
    }

    private static Bytes functional(int transferBytes) {
        return Bytes.of(FUNCTIONAL_BYTES, FUNCTIONAL, ABLE, DETACH_MILLIS, 0, transferBytes & 0xFF, transferBytes >> 8,
                DFUSE_LOW, DFUSE_HIGH);
    }
}
