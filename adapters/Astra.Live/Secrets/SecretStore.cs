using System.Collections;
using Microsoft.Extensions.Configuration.UserSecrets;

namespace Astra.Live;

/// <summary>
/// One vendor's secrets: from the environment, else from user-secrets (id <c>astra</c>), else from a file of <c>NAME=value</c> lines. Read once, when opened.
/// </summary>
public sealed class SecretStore
{
    /// <summary>For <c>dotnet user-secrets set NAME VALUE --id astra</c>.</summary>
    public const string UserSecretsId = "astra";

    private readonly string _prefix;
    private readonly string _file;
    private readonly Dictionary<string, Secret> _secrets;

    private SecretStore(string prefix, string file, Dictionary<string, Secret> secrets)
    {
        (_prefix, _file, _secrets) = (prefix, file, secrets);
        foreach (Secret secret in secrets.Values) Redactor.Add(secret);
    }

    /// <summary><c>~/.config/astra/secrets</c>, or where XDG_CONFIG_HOME or Windows say.</summary>
    public static string UsualFile => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "astra", "secrets");

    /// <param name="prefix">Without the last underscore: <c>ASTRA_ANGELONE</c>.</param>
    /// <param name="file">A file of <c>NAME=value</c> lines; null for <see cref="UsualFile"/>, which need not exist.</param>
    /// <exception cref="VendorException">The file is missing, not to be read, or open to others; final.</exception>
    public static SecretStore Open(string prefix, string? file) => Open(prefix, file, Environment.GetEnvironmentVariables(), UserSecretsFile(), UsualFile);

    internal static SecretStore Open(string prefix, string? file, IDictionary environment, string? userSecrets, string usual)
    {
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in environment) Take(found, prefix, (string)entry.Key, entry.Value as string);
        if (userSecrets is not null && File.Exists(userSecrets))
            foreach ((string name, string? value) in SecretFile.ReadUserSecrets(userSecrets)) Take(found, prefix, name, value);
        if (file is not null && !File.Exists(file)) throw new VendorException($"{file}: this file of secrets does not exist") { IsFinal = true };
        string path = file ?? usual;
        if (File.Exists(path))
            foreach ((string name, string value) in SecretFile.ReadLines(path)) Take(found, prefix, name, value);
        return new SecretStore(prefix, path, found.ToDictionary(p => p.Key, p => new Secret(p.Value), StringComparer.OrdinalIgnoreCase));
    }

    /// <param name="name">Without the prefix: <c>PIN</c>.</param>
    /// <returns>Null when nobody gave it, or gave it empty.</returns>
    public Secret? Find(string name) => _secrets.GetValueOrDefault($"{_prefix}_{name}");

    /// <exception cref="VendorException">Nobody gave it; names the places where it may be given; final.</exception>
    public Secret Require(string name) => Find(name) ?? throw new VendorException(
        $"{_prefix}_{name} is missing. Give it as an environment variable, or with `dotnet user-secrets set {_prefix}_{name} VALUE --id {UserSecretsId}`, " +
        $"or as a line {_prefix}_{name}=VALUE of {_file} (then `chmod 600 {_file}`)") { IsFinal = true };

    /// <summary>All secrets with this prefix.</summary>
    public IReadOnlyList<Secret> All => [.. _secrets.Values];

    /// <summary>Knows all of them; tokens that a login brings are added as they come.</summary>
    public Redactor Redactor { get; } = new();

    /// <summary>The first place that gives it wins.</summary>
    private static void Take(Dictionary<string, string> found, string prefix, string name, string? value)
    {
        if (name.StartsWith(prefix + "_", StringComparison.OrdinalIgnoreCase) && !string.IsNullOrWhiteSpace(value)) found.TryAdd(name, value.Trim());
    }

    /// <summary>Null where a user has no home, as in some containers.</summary>
    private static string? UserSecretsFile()
    {
        try
        {
            return PathHelper.GetSecretsPathFromSecretsId(UserSecretsId);
        }
        catch (InvalidOperationException)
        {
            // No home folder: then there are no user-secrets either.
            return null;
        }
    }
}
