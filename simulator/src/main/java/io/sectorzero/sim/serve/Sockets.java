package io.sectorzero.sim.serve;

import io.sectorzero.failure.Diagnosis;
import io.sectorzero.failure.LinkUnavailable;
import io.sectorzero.failure.Reason;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** One thread that carries bytes between every TCP client and its conversation, and sleeps while there are none. */
final class Sockets implements AutoCloseable {

    private static final long REST_NANOS = 50_000_000;

    private final Selector selector;
    private final Thread thread;
    private volatile boolean closing;

    private Sockets(Selector selector, Thread.UncaughtExceptionHandler broken) {
        this.selector = selector;
        this.thread = new Thread(this::serve, "doors tcp");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler(broken);
    }

    static Sockets open(Thread.UncaughtExceptionHandler broken) {
        try {
            return new Sockets(Selector.open(), broken);
        } catch (IOException e) {
            throw new LinkUnavailable(Diagnosis.of("This computer gives no sockets").because("%s", Reason.of(e)), e);
        }
    }

    /** Listens at an address, before {@link #start}. Returns the port, which the system chose if 0 was asked for. */
    int listen(String address, int port, TcpDoor door) {
        try {
            var server = ServerSocketChannel.open();
            boolean listening = false;
            try {
                server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                server.bind(new InetSocketAddress(address, port));
                server.configureBlocking(false);
                server.register(selector, SelectionKey.OP_ACCEPT, door);
                listening = true;
            } finally {
                if (!listening) {
                    server.close();
                }
            }
            return ((InetSocketAddress) server.getLocalAddress()).getPort();
        } catch (IOException | UnresolvedAddressException e) {
            throw new LinkUnavailable(Diagnosis.of("Nobody can listen at %s:%d", address, port)
                    .because("%s", Reason.of(e))
                    .remedy("choose another port (0 lets the system choose), or an address of this computer"), e);
        }
    }

    void start() {
        thread.start();
    }

    /** Says the last words that wait, as far as they are taken at once, and hangs up on everybody. */
    @Override public void close() {
        closing = true;
        selector.wakeup();
        Threads.join(thread);
        for (SelectionKey key : selector.isOpen() ? List.copyOf(selector.keys()) : List.<SelectionKey>of()) {
            if (key.attachment() instanceof Peer peer) {
                peer.write();
                peer.end();
            } else {
                shut(key);
            }
        }
        shut(selector);
    }

    private void serve() {
        try {
            while (!closing) {
                selector.keys().forEach(Sockets::prepare);
                selector.select(this::attend);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void prepare(SelectionKey key) {
        if (key.attachment() instanceof Peer peer && key.isValid()) {
            peer.goOn();
            if (peer.isDone()) {
                peer.end();
            } else {
                key.interestOps(peer.interests());
            }
        }
    }

    private void attend(SelectionKey key) {
        if (key.attachment() instanceof TcpDoor door) {
            accept((ServerSocketChannel) key.channel(), door);
        } else if (key.attachment() instanceof Peer peer) {
            boolean here = (!key.isWritable() || peer.write()) && (!key.isReadable() || peer.read());
            if (!here) {
                peer.end();
            }
        }
    }

    private void accept(ServerSocketChannel server, TcpDoor door) {
        try {
            SocketChannel channel = server.accept();
            if (channel != null) {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
                var peer = new Peer(channel, selector);
                peer.talk(door.welcome(peer));
                channel.register(selector, 0, peer);
            }
        } catch (IOException e) {
            // The client has gone already, or there are no descriptors left for it. In the second case it would call
            // again at once and for ever, so a moment passes.
            LockSupport.parkNanos(REST_NANOS);
        }
    }

    private static void shut(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void shut(Selector selector) {
        try {
            selector.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
