namespace Astra.Ring.Tests;

public class CoresTests
{
    [Fact]
    public void A_core_that_does_not_exist_is_answered_with_false()
    {
        OnOwnThread(() =>
        {
            Assert.False(Cores.TryPin(-1));
            Assert.False(Cores.TryPin(1023));
            Assert.False(Cores.TryPin(int.MaxValue));
        });
    }

    [Fact]
    public void Urgency_is_granted_at_most_as_asked() => OnOwnThread(() =>
    {
        Assert.Equal(Urgency.Normal, Cores.Raise(Urgency.Normal));
        Assert.InRange(Cores.Raise(Urgency.Raised), Urgency.Normal, Urgency.Raised);
        Assert.InRange(Cores.Raise(Urgency.RealTime), Urgency.Normal, Urgency.RealTime);
    });

    [Fact]
    public void On_Linux_a_pinned_thread_runs_where_it_was_told()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pinning is offered on Linux only");
        OnOwnThread(() =>
        {
            int core = Thread.GetCurrentProcessorId();
            Assert.True(Cores.TryPin(core));
            for (int i = 0; i < 1000; i++)
            {
                Thread.Yield();
                Assert.Equal(core, Thread.GetCurrentProcessorId());
            }
        });
    }

    [Fact]
    public void A_processor_thread_says_whether_it_was_pinned_and_runs_either_way()
    {
        RingBuffer<long> ring = RingBuffer<long>.Create(ProducerType.Single, 8, new YieldingWaitStrategy());
        var processor = new EventProcessor<long, Recorder>(ring, ring.NewBarrier(), new Recorder());
        processor.HaltWhenDrained();
        ProcessorThread thread = ProcessorThread.Start(processor, "nowhere", core: 5000);
        Patience.Join(thread);
        Assert.False(thread.IsPinned);
        Assert.Equal(Urgency.Normal, thread.Urgency);
        Assert.Equal("nowhere", thread.Name);
    }

    private static void OnOwnThread(Action action)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(action));
        thread.Start();
        thread.Join();
        if (failure is not null) throw failure;
    }
}
