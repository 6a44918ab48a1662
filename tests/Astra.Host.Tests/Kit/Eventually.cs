namespace Astra.Host.Tests;

internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Waits for what another thread must bring about; only a test that fails anyway waits long.</summary>
    public static void True(Func<bool> condition, string what)
    {
        if (!SpinWait.SpinUntil(condition, Patience)) Assert.Fail($"did not happen: {what}");
    }

    public static T Result<T>(Task<T> task, string what)
    {
        if (!task.Wait(Patience)) Assert.Fail($"did not happen: {what}");
        return task.Result;
    }
}
