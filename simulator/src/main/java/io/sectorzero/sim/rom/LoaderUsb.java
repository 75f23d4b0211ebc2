package io.sectorzero.sim.rom;

import io.sectorzero.sim.usb.UsbSocket;

/** The loader's USB pins: where they lead, and how things are on them. */
public record LoaderUsb(UsbSocket socket, UsbSettings settings) {
}
