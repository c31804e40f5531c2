package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/emptypb"
)

// What package.json tells of a package; `pulumi` stands there where it needs a plugin.
type manifest struct {
	Name            string
	Version         string
	Dependencies    map[string]string
	DevDependencies map[string]string
	Pulumi          struct {
		Resource bool
		Name     string
		Version  string
		Server   string
	}
}

// GetRequiredPackages tells the plugins of all packages that the program can import.
func (host *languageHost) GetRequiredPackages(
	_ context.Context, request *pulumirpc.GetRequiredPackagesRequest,
) (*pulumirpc.GetRequiredPackagesResponse, error) {
	response := &pulumirpc.GetRequiredPackagesResponse{}
	seen := map[string]bool{}
	for at := request.GetInfo().GetProgramDirectory(); ; at = filepath.Dir(at) {
		eachPackage(filepath.Join(at, "node_modules"), seen, func(found manifest) {
			if !found.Pulumi.Resource {
				return
			}
			response.Packages = append(response.Packages, &pulumirpc.PackageDependency{
				Name:    either(found.Pulumi.Name, strings.TrimPrefix(found.Name, "@pulumi/")),
				Kind:    "resource",
				Version: "v" + strings.TrimPrefix(either(found.Pulumi.Version, found.Version), "v"),
				Server:  found.Pulumi.Server,
			})
		})
		if at == filepath.Dir(at) {
			return response, nil
		}
	}
}

// Every package of a node_modules, those with a scope, those inside others, and those of pnpm's store.
func eachPackage(directory string, seen map[string]bool, use func(manifest)) {
	real, err := filepath.EvalSymlinks(directory)
	if err != nil || seen[real] {
		return
	}
	seen[real] = true
	entries, _ := os.ReadDir(real)
	for _, entry := range entries {
		path := filepath.Join(real, entry.Name())
		switch {
		case strings.HasPrefix(entry.Name(), "@"):
			eachPackage(path, seen, use)
		case entry.Name() == ".pnpm":
			stored, _ := os.ReadDir(path)
			for _, each := range stored {
				eachPackage(filepath.Join(path, each.Name(), "node_modules"), seen, use)
			}
		case !strings.HasPrefix(entry.Name(), "."):
			onePackage(path, seen, use)
		}
	}
}

func onePackage(path string, seen map[string]bool, use func(manifest)) {
	real, err := filepath.EvalSymlinks(path)
	if err != nil || seen[real] {
		return
	}
	seen[real] = true
	content, err := os.ReadFile(filepath.Join(real, "package.json"))
	var found manifest
	// Nearly none has to do with Pulumi, and parsing all would take most of the time.
	if err == nil && bytes.Contains(content, []byte(`"pulumi"`)) && json.Unmarshal(content, &found) == nil {
		use(found)
	}
	eachPackage(filepath.Join(real, "node_modules"), seen, use)
}

// InstallDependencies runs npm in the program's directory, for `pulumi install` and `pulumi new`.
func (host *languageHost) InstallDependencies(
	request *pulumirpc.InstallDependenciesRequest,
	stream grpc.ServerStreamingServer[pulumirpc.InstallDependenciesResponse],
) error {
	command := exec.CommandContext(stream.Context(), "npm", "install")
	command.Dir = either(request.GetInfo().GetProgramDirectory(), request.GetDirectory())
	command.Stdout = sender(func(text []byte) error {
		return stream.Send(&pulumirpc.InstallDependenciesResponse{Stdout: text})
	})
	command.Stderr = sender(func(text []byte) error {
		return stream.Send(&pulumirpc.InstallDependenciesResponse{Stderr: text})
	})
	return command.Run()
}

type sender func([]byte) error

func (send sender) Write(text []byte) (int, error) {
	return len(text), send(text)
}

// About tells which Node runs programs.
func (host *languageHost) About(
	context.Context, *pulumirpc.AboutRequest,
) (*pulumirpc.AboutResponse, error) {
	path, err := exec.LookPath("node")
	if err != nil {
		return nil, err
	}
	version, err := exec.Command(path, "--version").Output()
	if err != nil {
		return nil, err
	}
	told := strings.TrimSpace(string(version))
	return &pulumirpc.AboutResponse{Executable: path, Version: told}, nil
}

// GetProgramDependencies tells the packages that the program names, at the versions that are installed.
func (host *languageHost) GetProgramDependencies(
	_ context.Context, request *pulumirpc.GetProgramDependenciesRequest,
) (*pulumirpc.GetProgramDependenciesResponse, error) {
	directory := request.GetInfo().GetProgramDirectory()
	response := &pulumirpc.GetProgramDependenciesResponse{}
	own := read(filepath.Join(directory, "package.json"))
	for _, names := range []map[string]string{own.Dependencies, own.DevDependencies} {
		for name := range names {
			installed := read(filepath.Join(directory, "node_modules", name, "package.json"))
			response.Dependencies = append(response.Dependencies,
				&pulumirpc.DependencyInfo{Name: name, Version: installed.Version})
		}
	}
	return response, nil
}

// GetPluginInfo tells the version of this host, which is that of the SDK that it is built from.
func (host *languageHost) GetPluginInfo(
	context.Context, *emptypb.Empty,
) (*pulumirpc.PluginInfo, error) {
	return &pulumirpc.PluginInfo{Version: version}, nil
}

var version string

func read(file string) (found manifest) {
	content, _ := os.ReadFile(file)
	_ = json.Unmarshal(content, &found)
	return found
}

func either(text, other string) string {
	if text != "" {
		return text
	}
	return other
}
