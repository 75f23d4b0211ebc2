package io.sectorzero.sim.serve;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.Set;

/**
 * The few calls of the C library that a pseudo-terminal needs. Numbers are those of Linux on the processors listed in
 * {@link #isHere()}, where they agree (asm-generic); they are checked nowhere else, so nowhere else is it used.
 */
final class Linux {

    static final int O_RDWR = 0x2;
    static final int O_NOCTTY = 0x100;
    static final int O_NONBLOCK = 0x800;
    static final int O_CLOEXEC = 0x8_0000;

    static final short POLLIN = 0x1;
    static final short POLLOUT = 0x4;
    static final short POLLERR = 0x8;
    static final short POLLHUP = 0x10;

    static final long TCGETS2 = 0x802C_542AL;
    static final long TCSETS2 = 0x402C_542BL;

    static final int IN_OPEN = 0x20;

    static final int EINTR = 4;
    static final int EIO = 5;
    static final int EAGAIN = 11;

    private static final Set<String> PROCESSORS = Set.of("amd64", "aarch64", "riscv64");

    private Linux() {
    }

    static boolean isHere() {
        return System.getProperty("os.name").equals("Linux") && PROCESSORS.contains(System.getProperty("os.arch"));
    }

    static native int posix_openpt(int flags) throws LastErrorException;

    static native int grantpt(int master) throws LastErrorException;

    static native int unlockpt(int master) throws LastErrorException;

    static native int ptsname_r(int master, byte[] name, long size);

    static native int ioctl(int descriptor, long request, Pointer argument) throws LastErrorException;

    static native int poll(Pointer descriptors, long count, int timeoutMillis) throws LastErrorException;

    static native long read(int descriptor, byte[] into, long count) throws LastErrorException;

    static native long write(int descriptor, byte[] from, long count) throws LastErrorException;

    static native int close(int descriptor);

    static native int eventfd(int start, int flags) throws LastErrorException;

    static native int inotify_init1(int flags) throws LastErrorException;

    static native int inotify_add_watch(int notifier, byte[] pathWithZero, int mask) throws LastErrorException;

    static {
        Native.register("c");
    }
}
