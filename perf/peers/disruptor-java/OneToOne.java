import com.lmax.disruptor.BatchEventProcessor;
import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/**
 * One producer, one consumer, through LMAX's Disruptor: the same event, counts and checks as the scenario it stands beside.
 * Arguments: words per event (1 or 16), events, capacity, repetitions, wait (busy, yield or park).
 * The last line says the median in events per second.
 */
public final class OneToOne {
    /** Java has no arrays of structs: an event is an object that the ring refers to, allocated once. */
    static class Narrow {
        long w0;
    }

    static final class Wide extends Narrow {
        long w1, w2, w3, w4, w5, w6, w7, w8, w9, w10, w11, w12, w13, w14, w15;
    }

    abstract static class Adder<E> implements EventHandler<E> {
        final long last;
        final CountDownLatch done = new CountDownLatch(1);
        long sum;

        Adder(long last) {
            this.last = last;
        }
    }

    static final class NarrowAdder extends Adder<Narrow> {
        NarrowAdder(long last) {
            super(last);
        }

        @Override
        public void onEvent(Narrow e, long sequence, boolean endOfBatch) {
            sum += e.w0;
            if (sequence == last) done.countDown();
        }
    }

    static final class WideAdder extends Adder<Wide> {
        WideAdder(long last) {
            super(last);
        }

        @Override
        public void onEvent(Wide e, long sequence, boolean endOfBatch) {
            sum += e.w0 + e.w15;
            if (sequence == last) done.countDown();
        }
    }

    public static void main(String[] args) throws InterruptedException {
        if (args.length != 5) {
            System.err.println("usage: OneToOne words events capacity repetitions busy|yield|park");
            System.exit(2);
        }

        boolean wide = Integer.parseInt(args[0]) == 16;
        long events = Long.parseLong(args[1]);
        int capacity = Integer.parseInt(args[2]);
        int repetitions = Integer.parseInt(args[3]);
        double[] rates = new double[repetitions];
        for (int repetition = -1; repetition < repetitions; repetition++) {
            double rate = wide ? wide(events, capacity, args[4]) : narrow(events, capacity, args[4]);
            if (repetition >= 0) rates[repetition] = rate; // the first warms up
        }

        Arrays.sort(rates);
        System.out.printf(Locale.ROOT, "median %.0f%n", rates[repetitions / 2]);
    }

    private static double narrow(long events, int capacity, String wait) throws InterruptedException {
        RingBuffer<Narrow> ring = RingBuffer.createSingleProducer(Narrow::new, capacity, newWait(wait));
        NarrowAdder adder = new NarrowAdder(events - 1);
        BatchEventProcessor<Narrow> processor = start(ring, adder);
        long start = System.nanoTime();
        for (long n = 0; n < events; n++) {
            long sequence = ring.next();
            ring.get(sequence).w0 = n;
            ring.publish(sequence);
        }

        return finish(events, adder, processor, start);
    }

    private static double wide(long events, int capacity, String wait) throws InterruptedException {
        RingBuffer<Wide> ring = RingBuffer.createSingleProducer(Wide::new, capacity, newWait(wait));
        WideAdder adder = new WideAdder(events - 1);
        BatchEventProcessor<Wide> processor = start(ring, adder);
        long start = System.nanoTime();
        for (long n = 0; n < events; n++) {
            long sequence = ring.next();
            Wide e = ring.get(sequence);
            e.w0 = n;
            e.w1 = n;
            e.w2 = n;
            e.w3 = n;
            e.w4 = n;
            e.w5 = n;
            e.w6 = n;
            e.w7 = n;
            e.w8 = n;
            e.w9 = n;
            e.w10 = n;
            e.w11 = n;
            e.w12 = n;
            e.w13 = n;
            e.w14 = n;
            e.w15 = 0;
            ring.publish(sequence);
        }

        return finish(events, adder, processor, start);
    }

    private static <E> BatchEventProcessor<E> start(RingBuffer<E> ring, Adder<E> adder) throws InterruptedException {
        BatchEventProcessor<E> processor = new BatchEventProcessor<>(ring, ring.newBarrier(), adder);
        ring.addGatingSequences(processor.getSequence());
        Thread consumer = new Thread(processor, "consumer");
        consumer.setDaemon(true);
        consumer.start();
        while (!processor.isRunning()) Thread.sleep(1);
        return processor;
    }

    private static double finish(long events, Adder<?> adder, BatchEventProcessor<?> processor, long start) throws InterruptedException {
        adder.done.await();
        double seconds = (System.nanoTime() - start) / 1e9;
        processor.halt();
        if (adder.sum != events * (events - 1) / 2) throw new IllegalStateException("events lost or doubled");
        return events / seconds;
    }

    private static WaitStrategy newWait(String name) {
        switch (name) {
            case "busy": return new BusySpinWaitStrategy();
            case "park": return new BlockingWaitStrategy();
            default: return new YieldingWaitStrategy();
        }
    }
}
