using Microsoft.Extensions.Configuration;
using Microsoft.Win32.SafeHandles;

namespace Astra.Live;

/// <summary>Files that hold secrets. They are refused when others than their owner may touch them; what is wrong with them is told by line, never by content.</summary>
/// <remarks>On Windows the permissions are not checked: a file in the user's profile is closed to other users there by inheritance.</remarks>
internal static class SecretFile
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Lines <c>NAME=value</c>; <c>#</c> begins a comment line, <c>export</c> and quotes around the value are passed over.</summary>
    /// <exception cref="VendorException">Open to others, not to be read, or a line that is none; final.</exception>
    public static IEnumerable<(string Name, string Value)> ReadLines(string path)
    {
        var values = new List<(string, string)>();
        using StreamReader reader = Open(path);
        int number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            ReadOnlySpan<char> rest = line.AsSpan().Trim();
            if (rest.IsEmpty || rest[0] == '#') continue;
            if (rest.StartsWith("export ", StringComparison.Ordinal)) rest = rest[7..].TrimStart();
            int equals = rest.IndexOf('=');
            if (equals <= 0) throw new VendorException($"{path}, line {number}: not of the form NAME=value") { IsFinal = true };
            values.Add((rest[..equals].TrimEnd().ToString(), Unquoted(rest[(equals + 1)..].Trim()).ToString()));
        }
        return values;
    }

    /// <summary>The JSON file of <c>dotnet user-secrets</c>.</summary>
    /// <exception cref="VendorException">Open to others, not to be read, or no JSON; final.</exception>
    public static IEnumerable<KeyValuePair<string, string?>> ReadUserSecrets(string path)
    {
        using StreamReader reader = Open(path);
        try
        {
            return [.. new ConfigurationBuilder().AddJsonStream(reader.BaseStream).Build().AsEnumerable()];
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or System.Text.Json.JsonException)
        {
            // The reader's own message may show what stands in the file.
            throw new VendorException($"{path}: the user-secrets are no JSON object of names and values") { IsFinal = true };
        }
    }

    private static StreamReader Open(string path)
    {
        SafeFileHandle handle;
        try
        {
            handle = File.OpenHandle(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VendorException($"{path}: this file of secrets cannot be read ({e.GetType().Name})") { IsFinal = true };
        }
        // Of the file that is open, not of what may have taken its name meanwhile.
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(handle) & Others) != 0)
        {
            handle.Dispose();
            throw new VendorException($"{path}: others than its owner may read or write this file of secrets; run `chmod 600 {path}`") { IsFinal = true };
        }
        return new StreamReader(new FileStream(handle, FileAccess.Read));
    }

    private static ReadOnlySpan<char> Unquoted(ReadOnlySpan<char> value) =>
        value.Length >= 2 && (value[0] == '"' || value[0] == '\'') && value[^1] == value[0] ? value[1..^1] : value;
}
