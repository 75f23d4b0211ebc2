package io.sectorzero.bench;

/**
 * A second Linux computer inside this one, with a kernel of its own that knows USB. Its programs see the files of this
 * computer at their usual places, and none of its devices.
 */
public interface Guest extends AutoCloseable {

    /** The exit status of a job that did not end in time, as of timeout(1). */
    int OUT_OF_TIME = 124;

    /** The address under which its programs reach what listens on this computer's loopback. */
    String HOST = "10.0.2.2";

    /** From now on the devices of this USB/IP port on this computer's loopback are plugged into it, those that come later included. */
    void plug(int usbipPort);

    /**
     * Runs a command as root. What is exported is plugged in before, and what comes meanwhile is plugged in when it comes.
     *
     * @return its exit status as in a shell: 127 when there is no such program, 128 and the signal that ended it
     * @throws io.sectorzero.failure.LinkLost when the guest itself ends or falls silent
     */
    int run(GuestJob job);

    /** What its kernel had to say. */
    String log();

    @Override void close();
}
