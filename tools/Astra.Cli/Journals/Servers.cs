using System.Text.RegularExpressions;
using Astra.Journal.EventStore;

namespace Astra.Cli;

/// <summary>Servers as users name them: a connection string, or <see cref="Word"/> for the one that the environment holds.</summary>
internal static partial class Servers
{
    /// <summary>Stands for the connection string in <see cref="Variable"/>; a folder of this name is written <c>./esdb</c>.</summary>
    public const string Word = "esdb";

    public const string Variable = "ASTRA_ESDB";

    public const string Form = "esdb://HOST:2113?tls=false, or esdb for the one in " + Variable;

    /// <summary>Null for what names no server, so a folder.</summary>
    /// <exception cref="Journal.JournalException">It is a connection string, and not a good one.</exception>
    public static EventStoreSettings? TryParse(string text, string option)
    {
        if (text != Word)
        {
            if (EventStoreSettings.IsConnectionString(text)) return EventStoreSettings.Parse(text);
            // A mistyped scheme is no folder; and what follows it may hold a password.
            int scheme = text.IndexOf("://", StringComparison.Ordinal);
            return scheme <= 1 ? null : throw new UsageException($"{option} {text[..scheme]}://…: there is no such scheme; give {Form}, or a folder");
        }
        string? held = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrWhiteSpace(held)) throw new UsageException($"{option} {Word}: the environment variable {Variable} is not set; set it to a connection string such as esdb://localhost:2113?tls=false, or write ./{Word} for a folder of that name");
        if (!EventStoreSettings.IsConnectionString(held)) throw new UsageException($"{option} {Word}: the environment variable {Variable} holds no connection string; set it to one such as esdb://localhost:2113?tls=false");
        return EventStoreSettings.Parse(held);
    }

    /// <exception cref="UsageException">It names no server.</exception>
    public static EventStoreSettings Parse(string text, string option) =>
        TryParse(text, option) ?? throw new UsageException($"{option} {text}: give a server: {Form}");

    /// <summary>As a shell takes it.</summary>
    public static string Argument(EventStoreSettings server) => Argument(server.ToString());

    public static string Argument(string server) => server.AsSpan().ContainsAny('?', '&') ? $"\"{server}\"" : server;

    /// <summary>The same text without what stands between the user's name and the host of any connection string in it: whatever goes to a screen passes here.</summary>
    public static string WithoutPasswords(string text) => Password().Replace(text, "${user}:***@");

    [GeneratedRegex(@"(?<=\b(?:esdb|kurrentdb|kurrent|kdb)(?:\+discover)?://)(?<user>[^\s:@/]*):\S*@", RegexOptions.IgnoreCase)]
    private static partial Regex Password();
}
