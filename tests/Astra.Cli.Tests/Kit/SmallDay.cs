using System.Text.Json;

namespace Astra.Cli.Tests;

/// <summary>One small generated day, shadow-traded once for all tests that only read it.</summary>
public sealed class SmallDay : IDisposable
{
    internal const string Spec = "seed=3,instruments=12,ticks=60000";

    private readonly TempFolder _folder = new();

    public SmallDay()
    {
        Journal = _folder["journal"];
        Result = Cli.Tests.Astra.Run("shadow", "--generate", Spec, "--journal", Journal, "--snapshot-every", "20000", "--json").Exits(0).Json;
    }

    internal string Journal { get; }

    internal JsonElement Result { get; }

    public void Dispose() => _folder.Dispose();
}
