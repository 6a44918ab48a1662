namespace Astra.Host.Tests;

/// <summary>Lets go of what the test holds before the engine is disposed, so that a failed assertion fails instead of waiting for ever.</summary>
internal sealed class Release(ManualResetEventSlim held) : IDisposable
{
    public void Dispose() => held.Set();
}
