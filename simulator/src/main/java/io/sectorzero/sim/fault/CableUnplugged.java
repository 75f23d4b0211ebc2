package io.sectorzero.sim.fault;

/** The USB cable is pulled when the computer asks for its nth transfer from now, which no longer arrives. */
public record CableUnplugged(long n) implements Fault {

    public CableUnplugged {
        if (n < 1) {
            throw new IllegalArgumentException("n begins with 1, and is not " + n);
        }
    }

    @Override public String cause() {
        return "H7";
    }

    @Override public String headline() {
        return "the USB cable is pulled at transfer %d".formatted(n);
    }
}
