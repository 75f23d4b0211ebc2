package io.sectorzero.sim.usb;

import io.sectorzero.memory.Bytes;

/** An endpoint to the device: packets go to the function one by one, as long as it accepts them. */
final class OutPipe extends Pipe {

    private final UsbFunction function;
    private int at;

    OutPipe(UsbEndpoint endpoint, UsbFunction function) {
        super(endpoint);
        this.function = function;
    }

    @Override boolean proceed(Transfer first) {
        int address = endpoint().address();
        if (!function.accepts(address)) {
            return false;
        }
        Bytes data = first.out();
        Bytes packet = data.slice(at, Math.min(data.length(), at + endpoint().packetBytes()));
        boolean last = at + packet.length() == data.length();
        at = last ? 0 : at + packet.length();
        function.received(address, packet);
        if (last && first.ending().isEmpty() && !isHalted()) {
            endFirst(Transfer.Ending.DONE);
        }
        return true;
    }

    @Override void dropFirst() {
        at = 0;
    }

    @Override void forget() {
        at = 0;
    }
}
