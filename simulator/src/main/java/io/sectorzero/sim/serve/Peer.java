package io.sectorzero.sim.serve;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One TCP client. Anybody may say something to it; a client that does not listen for too long is hung up on. */
final class Peer {

    private static final int OUTGOING_BYTES = 64 * 1024;
    private static final int CHUNK = 4096;

    private final SocketChannel channel;
    private final Selector selector;
    private final ByteRing outgoing = new ByteRing(OUTGOING_BYTES);
    private Conversation conversation;
    private boolean leaving;
    private boolean gone;

    Peer(SocketChannel channel, Selector selector) {
        this.channel = channel;
        this.selector = selector;
    }

    void talk(Conversation with) {
        conversation = with;
    }

    /** Puts bytes behind those that wait for this client. Never waits. */
    void say(byte[] bytes) {
        synchronized (this) {
            if (leaving || gone) {
                return;
            }
            if (outgoing.put(bytes, bytes.length) < bytes.length) {
                // A stream with a hole in it is worse than one that ends.
                outgoing.clear();
                leaving = true;
            }
        }
        selector.wakeup();
    }

    /** Hangs up when everything said so far has been taken. */
    void dismiss() {
        synchronized (this) {
            leaving = true;
        }
        selector.wakeup();
    }

    /** The conversation has reason to go on. */
    void look() {
        selector.wakeup();
    }

    void goOn() {
        conversation.goOn();
    }

    /** What to wait for with this client. */
    int interests() {
        // Asked before the lock is taken: a conversation may be saying something to this peer under a lock of its own.
        boolean hungry = conversation.appetite() > 0;
        synchronized (this) {
            int write = outgoing.isEmpty() ? 0 : SelectionKey.OP_WRITE;
            return hungry && !leaving ? write | SelectionKey.OP_READ : write;
        }
    }

    synchronized boolean isDone() {
        return leaving && outgoing.isEmpty();
    }

    /** @return false when the client has gone */
    boolean read() {
        try {
            ByteBuffer into = ByteBuffer.allocate(Math.min(CHUNK, conversation.appetite()));
            int count = into.hasRemaining() ? channel.read(into) : 0;
            if (count > 0) {
                byte[] bytes = new byte[count];
                into.flip().get(bytes);
                conversation.heard(bytes);
            }
            return count >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** @return false when the client has gone */
    synchronized boolean write() {
        try {
            outgoing.drop(channel.write(ByteBuffer.wrap(outgoing.peek())));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    void end() {
        synchronized (this) {
            if (gone) {
                return;
            }
            gone = true;
        }
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone either way.
            gone = true;
        }
        conversation.hungUp();
    }
}
