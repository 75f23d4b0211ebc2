package io.sectorzero.sim.wire;

import io.sectorzero.sim.world.Happening;
import io.sectorzero.sim.world.World;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One direction of a serial line. The sender's bytes go out back to back at its bit time; the receiver samples the
 * level in the middle of each bit by its own clock, which each start bit sets anew. So a wrong rate or parity garbles
 * as it does on a desk: wrong values, parity and framing errors, frames that start in the middle of another.
 *
 * <p>Where the receiver is certain to read what was sent ({@link Framing#reads}) the sampling is skipped and a byte
 * costs one happening, in the middle of its stop bit; a test holds the two ways against each other.
 */
public final class SerialWire {

    private static final int RESTS = -1;
    private static final long NOBODY = -1;

    private final World world;
    private final LineHistory history = new LineHistory();
    private final ByteQueue queue = new ByteQueue();
    private final TreeMap<Long, Booked> mishaps = new TreeMap<>();
    private final Happening plainArrival = this::arrive;
    private final Happening frameEnd = this::endFrame;
    private final Happening sampled = this::decode;

    private Consumer<Framing> onFraming = framing -> { };
    private Framing sender;
    private Framing receiver;
    private FrameSink frames;
    private EdgeSink edges;
    private boolean alwaysSample;
    private boolean plain;
    private long plainUntilSampled;

    private long freeAtPicos;
    private long taken;
    private long nextMishap = Long.MAX_VALUE;
    private boolean severed;

    private boolean underWay;
    private boolean underWayPlain;
    private int current;
    private long currentStart;
    private long ticket = NOBODY;

    private long searchFromPicos;
    private long frameStartPicos;
    private long decodeTicket = NOBODY;
    private int watch;

    private record Booked(Mishap mishap, Runnable notice) {
    }

    public SerialWire(World world, Framing sender) {
        this.world = world;
        this.sender = sender;
    }

    /** From the next byte on the sender frames like this; a byte under way ends as it began. */
    public void sender(Framing framing) {
        if (!framing.equals(sender)) {
            stopSkipping();
            sender = framing;
            reconsider();
            onFraming.accept(framing);
        }
    }

    /** Told when the sender frames another way, before the first byte that is framed so. */
    public void onFraming(Consumer<Framing> listener) {
        onFraming = listener;
    }

    /** From now on {@code sink} receives frames sampled like this. */
    public void listen(Framing framing, FrameSink sink) {
        changeReceiver();
        receiver = framing;
        frames = sink;
        reconsider();
        seek();
    }

    /** From now on {@code sink} hears of every edge, and nobody decodes. */
    public void watch(EdgeSink sink) {
        changeReceiver();
        edges = sink;
        reconsider();
        bookEdges(history.firstAfter(searchFromPicos - 1));
    }

    /** From now on nobody listens; bytes pass unheard. */
    public void deafen() {
        changeReceiver();
        reconsider();
    }

    /** Makes every byte go through the sampling, even where the outcome is certain. */
    public void alwaysSample() {
        stopSkipping();
        alwaysSample = true;
        reconsider();
    }

    /** Hands a byte to the sender's end; it goes out when those before it have. */
    public void send(int value) {
        queue.put(value);
        if (!underWay) {
            startNext(Math.max(nowPicos(), freeAtPicos));
        }
    }

    /** Bytes that have not begun their way. */
    public int waiting() {
        return queue.size();
    }

    /** Whether a byte is on its way or waits for it. */
    public boolean isBusy() {
        return underWay || !queue.isEmpty() || decodeTicket != NOBODY;
    }

    /** When the last byte handed over so far will have begun its way. */
    public long lastStartNanos() {
        if (queue.isEmpty()) {
            return underWay ? Math.max(world.nanos(), up(currentStart)) : world.nanos();
        }
        return up(Math.max(freeAtPicos, nowPicos()) + (queue.size() - 1) * sender.framePicos());
    }

    /** When the last byte handed over so far will have left the sender. */
    public long freeAtNanos() {
        return up(Math.max(freeAtPicos, nowPicos()) + queue.size() * sender.framePicos());
    }

    /** The sender has lost its power or its mind: what it had not sent to the end is gone. */
    public void drop() {
        queue.clear();
        cancelUnderWay();
        cancelDecode();
        history.clear();
        watch++;
        freeAtPicos = nowPicos();
    }

    /**
     * Books a mishap for the {@code n}-th byte of this wire, counted from 0, or for the next one when that has gone or
     * has its mishap already; {@code notice} runs when it strikes.
     */
    public void mishap(long n, Mishap mishap, Runnable notice) {
        long free = Math.max(n, taken);
        while (mishaps.containsKey(free)) {
            free++;
        }
        mishaps.put(free, new Booked(mishap, notice));
        nextMishap = mishaps.firstKey();
    }

    private void startNext(long startPicos) {
        currentStart = startPicos;
        underWay = true;
        freeAtPicos = currentStart + sender.framePicos();
        if (taken >= nextMishap || severed) {
            startSampled(afterMishap());
            return;
        }
        current = queue.take();
        taken++;
        if (plain && decodeTicket == NOBODY) {
            underWayPlain = true;
            ticket = world.at(up(currentStart + plainUntilSampled), plainArrival);
        } else {
            startSampled(sender.encode(current));
        }
    }

    private int afterMishap() {
        if (severed) {
            queue.take();
            taken++;
            return RESTS;
        }
        Booked booked = mishaps.remove(nextMishap);
        nextMishap = mishaps.isEmpty() ? Long.MAX_VALUE : mishaps.firstKey();
        booked.notice().run();
        Mishap mishap = booked.mishap();
        return switch (mishap.kind()) {
            case PRECEDED -> sender.encode(mishap.operand());
            case REPEATED -> sender.encode(queue.peek());
            case LOST -> {
                takeOne();
                yield RESTS;
            }
            case FLIPPED -> sender.encode(takeOne()) ^ (mishap.operand() & 0x1FF) << 1;
            case SEVERED -> {
                severed = true;
                takeOne();
                yield RESTS;
            }
        };
    }

    private int takeOne() {
        taken++;
        return queue.take();
    }

    private void arrive() {
        underWay = false;
        underWayPlain = false;
        ticket = NOBODY;
        searchFromPicos = currentStart + plainUntilSampled;
        frames.frame(current, false);
        if (!underWay && !queue.isEmpty()) {
            startNext(freeAtPicos);
        }
    }

    private void startSampled(int frame) {
        underWayPlain = false;
        if (frame != RESTS) {
            history.forgetBefore(frames == null ? currentStart : Math.min(searchFromPicos, currentStart));
            int first = history.size();
            history.add(currentStart, frame, sender);
            if (edges != null) {
                bookEdges(first);
            } else {
                seek();
            }
        }
        ticket = world.at(up(freeAtPicos), frameEnd);
    }

    private void endFrame() {
        underWay = false;
        ticket = NOBODY;
        if (!queue.isEmpty()) {
            startNext(freeAtPicos);
        }
    }

    private void seek() {
        if (frames == null || decodeTicket != NOBODY) {
            return;
        }
        frameStartPicos = history.fallingFrom(searchFromPicos);
        if (frameStartPicos != Long.MAX_VALUE) {
            decodeTicket = world.at(up(frameStartPicos + receiver.untilSampledPicos()), sampled);
        }
    }

    private void decode() {
        decodeTicket = NOBODY;
        int frame = 0;
        for (int bit = 0; bit < receiver.bits(); bit++) {
            long sample = frameStartPicos + bit * receiver.bitPicos() + receiver.bitPicos() / 2;
            frame |= (history.isHigh(sample) ? 1 : 0) << bit;
        }
        searchFromPicos = frameStartPicos + receiver.untilSampledPicos();
        FrameSink sink = frames;
        boolean damaged = !receiver.parityFits(frame) || !receiver.stopFits(frame);
        seek();
        sink.frame(Framing.valueOf(frame), damaged);
    }

    private void bookEdges(int first) {
        int mine = watch;
        for (int index = first; index < history.size(); index++) {
            long picos = history.edge(index);
            boolean rising = history.isRising(index);
            world.at(up(picos), () -> {
                if (mine == watch) {
                    edges.edge(picos, rising);
                }
            });
        }
    }

    private void changeReceiver() {
        stopSkipping();
        cancelDecode();
        watch++;
        frames = null;
        edges = null;
        searchFromPicos = nowPicos();
    }

    private void reconsider() {
        plain = frames != null && !alwaysSample && receiver.reads(sender);
        plainUntilSampled = plain ? receiver.untilSampledPicos() : 0;
    }

    /** Turns a byte whose sampling was skipped into one that is sampled, because an end is about to change. */
    private void stopSkipping() {
        if (underWayPlain) {
            world.cancel(ticket);
            startSampled(sender.encode(current));
        }
    }

    private void cancelUnderWay() {
        if (underWay) {
            world.cancel(ticket);
            ticket = NOBODY;
            underWay = false;
            underWayPlain = false;
        }
    }

    private void cancelDecode() {
        if (decodeTicket != NOBODY) {
            world.cancel(decodeTicket);
            decodeTicket = NOBODY;
        }
    }

    private long nowPicos() {
        return world.nanos() * 1000;
    }

    private static long up(long picos) {
        return (picos + 999) / 1000;
    }
}
