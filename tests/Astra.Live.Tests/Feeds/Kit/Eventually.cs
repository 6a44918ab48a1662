namespace Astra.Live.Tests.Feeds;

internal static class Eventually
{
    /// <summary>Waits until it is so; a minute without is a failure.</summary>
    public static async Task True(Func<bool> condition)
    {
        for (int i = 0; i < 6_000; i++)
        {
            if (condition()) return;
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
        Assert.Fail("it has not come about within a minute");
    }
}
