using Astra.Live;
using Astra.Markets;
using Microsoft.Extensions.Time.Testing;

namespace Astra.Adapters.Shoonya.Tests;

/// <summary>A vendor on a scripted host and a clock that stands still unless it is moved.</summary>
internal sealed class Desk : IDisposable
{
    public static readonly ShoonyaSecrets Legacy = new()
    {
        User = new Secret("FA12345"), Password = new Secret("Secret#1"), ApiKey = new Secret("abcd1234-key"), Totp = new Secret("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"),
    };

    public static readonly ShoonyaSecrets OAuth = new()
    {
        User = new Secret("FA12345"), ClientId = new Secret("CLIENT-ONE"), ClientSecret = new Secret("very-secret-text"), Code = new Secret("consent-code-1"),
    };

    public Desk(ShoonyaSecrets secrets, Func<string, string, (int, string)> answer, ShoonyaOptions? options = null)
    {
        Host = new ScriptedHost(answer);
        Vendor = new Shoonya(options ?? new ShoonyaOptions(), secrets, null, Facts.Calendar, Time, Told.Add, Host);
    }

    public ScriptedHost Host { get; }

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UnixEpoch.AddTicks(Facts.Morning.UnixNanos / 100));

    public Shoonya Vendor { get; }

    public List<string> Told { get; } = [];

    /// <summary>Answers logins, and anything else by what is given.</summary>
    public static Func<string, string, (int, string)> LoginsThen(Func<string, string, (int, string)> others)
    {
        int logins = 0;
        return (path, body) =>
            path.EndsWith("/QuickAuth", StringComparison.Ordinal) ? (200, $"{{\"stat\":\"Ok\",\"susertoken\":\"session-token-{++logins}\",\"actid\":\"FA12345\"}}")
            : path.EndsWith("/GenAcsTok", StringComparison.Ordinal) ? (200, $"{{\"stat\":\"Ok\",\"access_token\":\"access-token-{++logins}\",\"USERID\":\"FA12345\",\"actid\":\"FA12345\",\"expires_in\":\"1999999999\"}}")
            : others(path, body);
    }

    /// <summary>Waits for something while the clock runs.</summary>
    public async Task<T> RunAsync<T>(Task<T> task)
    {
        for (int i = 0; i < 20_000 && !task.IsCompleted; i++)
        {
            Time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Delay(1);
        }
        Assert.True(task.IsCompleted, "it never ended");
        return await task;
    }

    public async Task SignInAsync()
    {
        async Task<bool> In()
        {
            await Vendor.SignInAsync(CancellationToken.None);
            return true;
        }
        await RunAsync(In());
    }

    public void Dispose() => Host.Dispose();
}
