package io.sectorzero.sim.serve;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import java.nio.charset.StandardCharsets;

/**
 * One pseudo-terminal, seen from its master end. A new one is raw, without echo, at 115200 baud: the line discipline's
 * echo would send every answer of the board straight back to it until a client switches it off.
 *
 * <p>CLOCAL is left clear on purpose. A program that asks for even parity gets an error from the C library when
 * nothing it asked for came true; every serial program sets CLOCAL, so on a new pseudo-terminal something always does.
 * That works once, which is why {@link PtyDoor} makes a new one after each hang-up.
 */
final class Pty {

    /** The rate of a new one. */
    static final int USUAL_BAUD = 115_200;

    // struct termios2 of asm-generic: four flag words, line discipline, 19 control characters, two speeds.
    private static final int TERMIOS2_BYTES = 44;
    private static final int IFLAG = 0;
    private static final int OFLAG = 4;
    private static final int CFLAG = 8;
    private static final int LFLAG = 12;
    private static final int VTIME = 17 + 5;
    private static final int VMIN = 17 + 6;
    private static final int OSPEED = 40;

    private static final int B115200 = 0x1002;
    private static final int CS8 = 0x30;
    private static final int CREAD = 0x80;

    private final int master;
    private final String device;
    private final Memory termios = new Memory(TERMIOS2_BYTES);

    private Pty(int master, String device) {
        this.master = master;
        this.device = device;
    }

    /** @throws LastErrorException when the system has no more of them */
    static Pty create() {
        int master = Linux.posix_openpt(Linux.O_RDWR | Linux.O_NOCTTY | Linux.O_NONBLOCK | Linux.O_CLOEXEC);
        Linux.grantpt(master);
        Linux.unlockpt(master);
        byte[] name = new byte[64];
        if (Linux.ptsname_r(master, name, name.length) != 0) {
            throw new IllegalStateException("the pseudo-terminal just made has no name");
        }
        int end = 0;
        while (name[end] != 0) {
            end++;
        }
        var pty = new Pty(master, new String(name, 0, end, StandardCharsets.US_ASCII));
        pty.makeRaw();
        return pty;
    }

    int master() {
        return master;
    }

    /** What clients open, for example {@code /dev/pts/7}. */
    String device() {
        return device;
    }

    /** The rate the client has set. Parity it cannot have set: Linux does not keep it on a pseudo-terminal. */
    int baud() {
        Linux.ioctl(master, Linux.TCGETS2, termios);
        return termios.getInt(OSPEED);
    }

    void close() {
        Linux.close(master);
    }

    private void makeRaw() {
        Linux.ioctl(master, Linux.TCGETS2, termios);
        termios.setInt(IFLAG, 0);
        termios.setInt(OFLAG, 0);
        termios.setInt(CFLAG, B115200 | CS8 | CREAD);
        termios.setInt(LFLAG, 0);
        termios.setByte(VTIME, (byte) 0);
        termios.setByte(VMIN, (byte) 1);
        Linux.ioctl(master, Linux.TCSETS2, termios);
    }
}
