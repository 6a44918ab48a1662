namespace Astra.Ring.Tests;

/// <summary>How long a test waits before it calls a hang a hang. Nothing is measured with it.</summary>
internal static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    public static void Until(Func<bool> condition, string what) =>
        Assert.True(SpinWait.SpinUntil(condition, Limit), $"waited in vain: {what}");

    public static void Join(ProcessorThread thread) => Join(thread, Limit);

    public static void Join(ProcessorThread thread, TimeSpan limit) =>
        Assert.True(thread.Join(limit), $"thread {thread.Name} does not end; its processor stands at {thread.Processor.Sequence}");
}
