package io.sectorzero.sim.stlink;

import io.sectorzero.sim.usb.UsbSpeed;

/** The probes there are. Identities, endpoints and firmware as published descriptors and the tools' tables have them [C]. */
public enum StLinkModel {

    /** The small one with a plug at either end. */
    V2(0x3748, 0x3748, UsbSpeed.FULL, 0x02, 0x83, false, "V2J39S7"),
    /** On Nucleo and Discovery boards, with a serial port and a disk. */
    V2_1(0x374B, 0x3752, UsbSpeed.FULL, 0x01, 0x82, true, "V2J40M27"),
    /** On newer Nucleo boards. */
    V3E(0x374E, 0x3754, UsbSpeed.HIGH, 0x01, 0x82, true, "V3J10M3B2"),
    /** The newer one of its own. */
    V3SET(0x374F, 0x3754, UsbSpeed.HIGH, 0x01, 0x82, true, "V3J10M3B2");

    static final int VENDOR = 0x0483;
    /** Answers of every model leave here. */
    static final int ANSWERS = 0x81;

    private static final int FULL_SPEED_PACKET = 64;
    private static final int HIGH_SPEED_PACKET = 512;

    private final int product;
    private final int productWithoutDisk;
    private final UsbSpeed speed;
    private final int commands;
    private final int trace;
    private final boolean composite;
    private final String firmware;

    StLinkModel(int product, int productWithoutDisk, UsbSpeed speed, int commands, int trace, boolean composite, String firmware) {
        this.product = product;
        this.productWithoutDisk = productWithoutDisk;
        this.speed = speed;
        this.commands = commands;
        this.trace = trace;
        this.composite = composite;
        this.firmware = firmware;
    }

    int product() {
        return product;
    }

    int productWithoutDisk() {
        return productWithoutDisk;
    }

    UsbSpeed speed() {
        return speed;
    }

    /** Where commands and their data come in. */
    int commands() {
        return commands;
    }

    /** Where trace leaves. */
    int trace() {
        return trace;
    }

    int packetBytes() {
        return speed == UsbSpeed.HIGH ? HIGH_SPEED_PACKET : FULL_SPEED_PACKET;
    }

    /** Whether it has a serial port and a disk beside its debug interface. */
    public boolean isComposite() {
        return composite;
    }

    boolean isV3() {
        return speed == UsbSpeed.HIGH;
    }

    /** The newest there is of it. */
    public StLinkVersion newestFirmware() {
        return StLinkVersion.parse(firmware).orElseThrow();
    }
}
