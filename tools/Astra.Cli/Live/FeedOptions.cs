using System.CommandLine;
using Astra.Live;

namespace Astra.Cli;

/// <summary>Which vendors' feeds, of what, and where they are.</summary>
internal sealed class FeedOptions
{
    private readonly Option<string?> _feed = new("--feed") { Description = $"A broker's live feed: {string.Join(" or ", Vendors.Names)}", HelpName = "NAME" };

    private readonly Option<string?> _instruments = new("--instruments")
    {
        Description = "What of the feed: trading symbols (SBIN-EQ), share or index names, EXCHANGE:TOKEN, joined by commas; or all",
        HelpName = "A,B|all",
    };

    private readonly Option<string?> _rest = new("--rest")
    {
        Description = "Root of the broker's REST interface, where it is not the broker's own (several feeds: NAME=URL,NAME=URL)",
        HelpName = "URL",
    };

    private readonly Option<string?> _stream = new("--stream") { Description = "The same of its tick stream", HelpName = "URL" };
    private readonly Option<string?> _master = new("--master") { Description = "The same of its instrument master", HelpName = "URL" };
    private readonly Option<string?> _secrets = new("--secrets")
    {
        Description = "File of NAME=value lines for secrets that are not in the environment; only its owner may be able to read it",
        HelpName = "FILE",
    };

    private readonly Option<string> _detail = new("--detail")
    {
        Description = "How much of each instrument: last, quote or depth",
        HelpName = "NAME",
        DefaultValueFactory = _ => "depth",
    };

    private readonly Option<string?> _frames = new("--frames") { Description = "Keep the raw frames too, as JSON lines (.gz by its ending)", HelpName = "FILE" };
    private readonly Option<string?> _for = new("--for") { Description = $"How long: {Durations.Form}; without it until interrupted", HelpName = "TIME" };
    private readonly Option<int?> _consentPort = new("--consent-port")
    {
        Description = "Shoonya: port on 127.0.0.1 of the redirect address that is registered for the app; signs in by browser when no code or token is given",
        HelpName = "PORT",
    };

    private readonly int _most;

    /// <param name="most">How many feeds at once.</param>
    public FeedOptions(int most)
    {
        _most = most;
        _detail.AcceptOnlyFromAmong("last", "quote", "depth");
    }

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_feed, _instruments, _rest, _stream, _master, _secrets, _consentPort, _detail, _frames, _for]) command.Add(option);
    }

    /// <summary>Null when no feed is asked for.</summary>
    /// <exception cref="UsageException">An option is missing, or makes no sense.</exception>
    public FeedRequest? Read(ParseResult parsed)
    {
        if (parsed.GetValue(_feed) is not { } feeds)
        {
            RequireNone(parsed);
            return null;
        }
        string[] names = feeds.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (names.FirstOrDefault(n => !Vendors.Names.Contains(n)) is { } unknown) throw new UsageException($"--feed {unknown}: give {string.Join(" or ", Vendors.Names)}");
        if (names.Length == 0 || names.Distinct().Count() < names.Length) throw new UsageException($"--feed {feeds}: name each feed once");
        if (names.Length > _most) throw new UsageException($"--feed {feeds}: this command takes {(_most == 1 ? "one feed" : $"at most {_most} feeds")}");
        if (parsed.GetValue(_instruments) is not { Length: > 0 } instruments) throw new UsageException("--instruments is missing: name what to take of the feed, joined by commas, or all");
        string? secrets = parsed.GetValue(_secrets);
        if (secrets is not null) DataFile.RequireFile(secrets);
        int? port = parsed.GetValue(_consentPort);
        if (port is < 1 or > 65_535) throw new UsageException($"--consent-port {port}: give a port, 1 to 65535");
        PerFeed rest = new("--rest", parsed.GetValue(_rest), names), stream = new("--stream", parsed.GetValue(_stream), names), master = new("--master", parsed.GetValue(_master), names);
        return new FeedRequest
        {
            Vendors = [.. names.Select(name => new VendorPlace(name, rest.Of(name, "http"), stream.Of(name, "ws"), master.Of(name, "http"), secrets, port))],
            Instruments = instruments,
            Detail = parsed.GetValue(_detail) switch { "last" => FeedDetail.Last, "quote" => FeedDetail.Quote, _ => FeedDetail.Depth },
            Frames = parsed.GetValue(_frames),
            For = parsed.GetValue(_for) is { } span ? Durations.Parse(span, "--for") : null,
        };
    }

    private void RequireNone(ParseResult parsed)
    {
        foreach (Option<string?> option in (Option<string?>[])[_instruments, _rest, _stream, _master, _secrets, _frames, _for])
            if (parsed.GetValue(option) is not null) throw new UsageException($"{option.Name} goes with --feed {string.Join("|", Vendors.Names)}");
    }
}

/// <summary>What of which feeds is wanted.</summary>
internal sealed record FeedRequest
{
    /// <summary>The first leads, and names the instruments.</summary>
    public required IReadOnlyList<VendorPlace> Vendors { get; init; }

    /// <summary>As given.</summary>
    public required string Instruments { get; init; }

    public required FeedDetail Detail { get; init; }

    /// <summary>File for the raw frames; null for none.</summary>
    public required string? Frames { get; init; }

    /// <summary>Null: until interrupted.</summary>
    public required TimeSpan? For { get; init; }
}

/// <summary>Where a vendor is; null leaves its own addresses and the usual places of secrets.</summary>
internal sealed record VendorPlace(string Name, string? Rest, string? Stream, string? Master, string? Secrets, int? ConsentPort = null);
