package io.sectorzero.sim.usb;

import io.sectorzero.memory.Bytes;
import java.util.List;

/**
 * One alternate setting of an interface. USB Rev 2.0 §9.6.5.
 *
 * @param classCode class, subclass and protocol as 0xCCSSPP
 * @param name      its string, empty for none
 * @param ahead     descriptors that stand before it, such as an interface association
 * @param behind    descriptors of its class, which stand between it and its endpoints
 */
public record UsbInterface(int number, int alternate, int classCode, String name, Bytes ahead, Bytes behind,
                           List<UsbEndpoint> endpoints) {

    private static final int DESCRIPTOR_BYTES = 9;
    private static final int DESCRIPTOR_TYPE = 4;

    public UsbInterface {
        endpoints = List.copyOf(endpoints);
    }

    public static UsbInterface of(int number, int classCode, String name, UsbEndpoint... endpoints) {
        return new UsbInterface(number, 0, classCode, name, Bytes.NONE, Bytes.NONE, List.of(endpoints));
    }

    public UsbInterface withAlternate(int changed) {
        return new UsbInterface(number, changed, classCode, name, ahead, behind, endpoints);
    }

    public UsbInterface withAhead(Bytes changed) {
        return new UsbInterface(number, alternate, classCode, name, changed, behind, endpoints);
    }

    public UsbInterface withBehind(Bytes changed) {
        return new UsbInterface(number, alternate, classCode, name, ahead, changed, endpoints);
    }

    Bytes descriptors(int nameIndex) {
        Bytes all = ahead.then(Bytes.of(DESCRIPTOR_BYTES, DESCRIPTOR_TYPE, number, alternate, endpoints.size(),
                classCode >> 16, classCode >> 8 & 0xFF, classCode & 0xFF, nameIndex)).then(behind);
        for (UsbEndpoint endpoint : endpoints) {
            all = all.then(endpoint.descriptor());
        }
        return all;
    }
}
